"""The secretariat's note on the information of one answer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed
from commitments.history.bases import EditedMeanwhile
from commitments.review.kinds import FindingKind
from commitments.review.models import Finding
from commitments.review.refusals import NoteRefused
from commitments.submissions.models import ObligationReport

NONE_YET = 0


@transaction.atomic
def note(report: ObligationReport, *, kind: str, words: str, expected: int, by: Actor, now: datetime) -> Finding:
    """Note this of the answer in place of what was noted; `expected` is the version that was read (0: none).

    Whoever calls has found the answer for the person. Refuses with NotAllowed, NoteRefused, and EditedMeanwhile.
    """
    if not by.may(Permission.REPLY_REVIEW, report.respondent_id):
        raise NotAllowed
    if kind not in FindingKind.values or not report.submission.is_submitted:
        raise NoteRefused(_("A note is one of the list, on an answer that was sent."))
    values = {"kind": kind, "words": words.strip()}
    stored = Finding.objects.filter(report=report).first()
    if (stored.version if stored else NONE_YET) != expected:
        raise EditedMeanwhile
    return _renote(stored, values, by=by, now=now) if stored else _begin(report, values, by=by, now=now)


def _begin(report: ObligationReport, values: dict[str, str], *, by: Actor, now: datetime) -> Finding:
    try:
        with transaction.atomic():
            made: Finding = Finding.objects.create(
                report=report, submission_id=report.submission_id, respondent_id=report.respondent_id,
                noted_by_id=by.user_id, noted_at=now, **values,
            )  # fmt: skip
            return made
    except IntegrityError as faster:
        raise EditedMeanwhile from faster


def _renote(stored: Finding, values: dict[str, str], *, by: Actor, now: datetime) -> Finding:
    changed = stored.take(values)
    if changed:
        stored.noted_by_id, stored.noted_at = by.user_id, now
        stored.save_if_unchanged(expected=stored.version, fields=[*changed, "noted_by", "noted_at"])
    return stored
