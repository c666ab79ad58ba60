"""Noting what leaves the site, and keeping what came of verifying the seals."""

import logging
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connections

from commitments.access.actor import Actor
from commitments.auditing.models import Download, Verification
from commitments.history.sealing.verifying import Verified, verify_history

logger = logging.getLogger(__name__)
LOCK = 60_177_005


def note_download(
    kind: Download.Kind, subject: UUID | None, *, by: Actor, now: datetime, respondent_id: int | None = None
) -> None:
    """Note, in the running transaction, that this person is given the file; what cannot be noted is not given."""
    Download.objects.create(
        kind=kind, subject_public_id=subject, respondent_id=respondent_id,
        taken_by_id=by.user_id,  # type: ignore[misc]  # the database refuses where nobody is signed in
        role=by.role_code, taken_at=now,
    )  # fmt: skip


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
