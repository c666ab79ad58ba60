"""A sealed history for tests, and somebody who owns the tables and takes their triggers away."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections

from commitments.history.models import Seal
from commitments.history.sealing import services
from commitments.history.sealing.verifying import Verified, verify_history
from tests.factories.access import designated, person
from tests.waiting import wait_for

LONG = 600.0
"""The longest test of another worker, in seconds, and more."""
DAY = datetime(2026, 3, 1, 0, 10, tzinfo=UTC)


def appoint(*notes: str) -> list[int]:
    """A designation for each note verbale; gives their keys."""
    return [designated(person(), "reader", note_verbale=note).pk for note in notes]


def seal_history(*, now: datetime) -> Seal:
    """Seal once nobody else of the cluster, another test's worker say, is still writing what began before."""
    newest = as_owner("SELECT pg_current_xact_id()::text::bigint")[0][0]
    wait_for(lambda: as_owner("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")[0][0] > newest, LONG)
    return services.seal_history(now=now)


def three_days() -> list[Seal]:
    """Two people appointed on each of three days, and each day sealed in the night that follows."""
    seals = []
    for day in range(3):
        appoint(f"NV {day} a", f"NV {day} b")
        seals.append(seal_history(now=DAY + timedelta(days=day)))
    return seals


def event_of(note: str) -> int:
    """The event that recorded this note verbale."""
    return int(as_owner("SELECT pgh_id FROM commitments_designationevent WHERE note_verbale = %s", note)[0][0])


def as_owner(statement: str, *parameters: object, without_triggers_of: tuple[str, ...] = ()) -> list[Any]:
    """Run a statement as the owner of the tables, who can switch triggers off and on again."""
    with connections["owner"].cursor() as cursor:
        for table in without_triggers_of:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        found = cursor.fetchall() if cursor.description else []
        for table in without_triggers_of:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return found


def broken(verified: Verified | None = None) -> str:
    """The words for the first broken link."""
    found = (verified or verify_history()).broken
    return found.words if found else ""
