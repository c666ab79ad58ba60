"""After a restore: what was lawfully removed since the backup is removed again, before anybody gets a right."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from commitments.removal import kept_outside
from commitments.safekeeping.kept_files import place_of
from commitments.safekeeping.refusals import SafekeepingRefused
from commitments.web.transactions import PROGRAM, program_named

SAY_WHO = "SELECT set_config('commitments.actor_kind', %s, true), set_config('pghistory.context_metadata', %s, true)"


def demand_list() -> list[dict[str, Any]]:
    """Every removal that was ever carried out. Refuses where the list is missing or cannot be read."""
    try:
        return kept_outside.known()
    except FileNotFoundError as missing:
        raise SafekeepingRefused(
            f"There is no list of removals at {kept_outside.path()} (REMOVALS_FILE): without it, what was lawfully "
            "removed since the backup would come back. Bring it from where it is kept; or say --no-removals if none "
            "was ever carried out here."
        ) from missing
    except (OSError, ValueError) as problem:
        raise SafekeepingRefused(f"The list of removals at {kept_outside.path()} cannot be read.") from problem


def remove_again(removals: list[dict[str, Any]]) -> int:
    """Carry out those that the restored database does not know of, as its owner, all or none; returns how many."""
    alias = settings.OWNER_DATABASE
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(SAY_WHO, [PROGRAM, program_named("restore").settings()["history"]])
        done = sum(_repeat(cursor, line) for line in removals)
        cursor.execute(
            "SELECT path FROM commitments_evidenceblob WHERE removed_at IS NOT NULL "
            "UNION SELECT path FROM commitments_sourcedocument WHERE removed_at IS NOT NULL"
        )
        paths = [path for (path,) in cursor.fetchall()]
    for path in paths:
        place_of(path).unlink(missing_ok=True)
    return done


def _repeat(cursor: CursorWrapper, line: dict[str, Any]) -> bool:
    cursor.execute("SELECT removal_repeat(%s::jsonb)", [json.dumps(line)])
    return bool(cursor.fetchall()[0][0])
