"""Noting what leaves the site and what is read in it, and keeping what came of verifying the seals."""

import json
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import QuerySet

from commitments.access.actor import Actor
from commitments.access.restricted import Shown, by_reply
from commitments.auditing.models import Download, Verification
from commitments.history.sealing.verifying import Verified, verify_history
from commitments.web.transactions import at_the_end

logger = logging.getLogger(__name__)
LOCK = 60_177_005
# In one order, so that two pages of one person at once do not wait for each other.
NOTE = """
INSERT INTO commitments_pageread (page, cycle_id, respondent_id, obligation_ids)
SELECT %s, cycle, respondent, obligations
FROM jsonb_to_recordset(%s) AS shown (cycle bigint, respondent bigint, obligations bigint[])
ORDER BY cycle, respondent ON CONFLICT (digest) DO NOTHING
"""
NOTE_ALL = """
INSERT INTO commitments_pageread (page, cycle_id, respondent_id, obligation_ids)
SELECT %s, cycle, respondent, array_agg(DISTINCT obligation ORDER BY obligation)
FROM ({shown}) AS shown (cycle, respondent, obligation)
GROUP BY cycle, respondent ORDER BY cycle, respondent ON CONFLICT (digest) DO NOTHING
"""


def note_download(
    kind: Download.Kind, subject: UUID | None, *, by: Actor, now: datetime, respondent_id: int | None = None
) -> None:
    """Note, in the running transaction, that this person is given the file; what cannot be noted is not given."""
    Download.objects.create(
        kind=kind, subject_public_id=subject, respondent_id=respondent_id,
        taken_by_id=by.user_id,  # type: ignore[misc]  # the database refuses where nobody is signed in
        role=by.role_code, taken_at=now,
    )  # fmt: skip


def note_reading(page: str, shown: Iterable[Shown]) -> None:
    """Note with the end of the running block what this page shows whoever acts; what cannot be noted is not shown."""
    rows = [
        {"cycle": cycle_id, "respondent": respondent_id, "obligations": sorted(on)}
        for (cycle_id, respondent_id), on in by_reply(shown).items()
    ]
    at_the_end(NOTE, page, json.dumps(rows))


def note_readings(page: str, shown: "QuerySet[Any, Any]") -> None:
    """The same of rows of cycle, respondent and obligation that are written into a file, however many."""
    try:
        inside, values = shown.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(NOTE_ALL.format(shown=inside), [page, *values])


def verify_and_keep(*, now: datetime, also_known: Mapping[int, str] | None = None) -> Verified:
    """Go along all seals, as the maintenance role, and keep what was found. Refuses with KeyMissing."""
    found = verify_history(also_known=also_known)
    broken = found.broken.words if found.broken else ""
    if broken:
        logger.critical("history does not hold: %s", broken)
    Verification(
        verified_at=now, seals=found.seals, events=found.events, broken=broken,
        last_seal=found.last.digest if found.last else "",
    ).save(using=settings.MAINTENANCE_DATABASE, force_insert=True)  # fmt: skip
    return found


def verify_the_day(*, now: datetime) -> Verified | None:
    """Verify once a day: nothing where it was done this day, or is being done."""
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchall()[0][0]:
            return None
        try:
            last = Verification.objects.using(settings.MAINTENANCE_DATABASE).last()
            is_done = last is not None and last.verified_at.date() >= now.date()
            return None if is_done else verify_and_keep(now=now)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
