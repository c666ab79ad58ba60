"""After sending: a new version, begun as a whole copy of the one before it and thrown away again; taking back.

What was sent stays as it was and, unless it is taken back, in force until the new version is sent
(design.md rule 6; the issue on the exchange).
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.submissions.models import Submission
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.services.carrying import take_up
from commitments.submissions.services.copying import copy_answers, the_same
from commitments.submissions.services.moves import move
from commitments.submissions.services.preparing import COVER_FIELDS
from commitments.submissions.services.rights import lock
from commitments.submissions.stages import Stage

OF_ONE_VERSION = ("transmitting_note", "transmitting_note_on", "is_provisional")
"""A new version comes with a note of its own, and is provisional only where it says so again."""
COVER = tuple(name for name in COVER_FIELDS if name not in OF_ONE_VERSION)


@transaction.atomic
def revise(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """The next version as a draft, with all that this one says; two who begin at once get the same one.

    Refuses with NotAllowed, and with MoveNotAllowed where this is not the version that was sent last.
    """
    demand(by, Permission.SUBMISSION_PREPARE, submission.respondent_id)
    return _next_version(lock(submission), by=by, now=now)


@transaction.atomic
def recall(submission: Submission, *, reason: str, by: Actor, now: datetime) -> Submission:
    """Take the reply in force back, with the reason, and open its answers in a new version; returns that one.

    From then on nobody outside the State reads or counts what it said. Refuses with NotAllowed, and with
    MoveNotAllowed where another version is in force, where it is closed, and without a reason.
    """
    whole = lock(submission)
    if not whole.is_current:
        raise MoveNotAllowed(_("This version is not the one in force: only that one can be taken back."))
    move(whole, to=Stage.RECALLED, by=by, now=now, reason=reason)
    whole.save(update_fields=["stage"])
    announce(EventName.SUBMISSION_RECALLED, subject=whole, by=by, now=now)
    return _next_version(whole, by=by, now=now)


@transaction.atomic
def throw_away(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """Give the draft of a new version up; the version before it stays as it was, and another can be begun.

    What the draft says stays in the State's history. Refuses with NotAllowed, and with MoveNotAllowed a first draft,
    for nothing stands before it, and whatever is no draft.
    """
    demand(by, Permission.SUBMISSION_PREPARE, submission.respondent_id)
    whole = lock(submission)
    if whole.number == 1 and whole.is_draft:
        raise MoveNotAllowed(_("This is the first draft of the reply: no version stands before it."))
    move(whole, to=Stage.THROWN_AWAY, by=by, now=now)
    whole.save(update_fields=["stage"])
    announce(EventName.SUBMISSION_THROWN_AWAY, subject=whole, by=by, now=now)
    return whole


def _next_version(sent: Submission, *, by: Actor, now: datetime) -> Submission:
    of_reply = Submission.objects.filter(cycle=sent.cycle_id, respondent=sent.respondent_id)
    newest = of_reply.kept().latest("number")
    if newest.is_working:
        return newest  # type: ignore[no-any-return]
    if newest.pk != sent.pk:
        raise MoveNotAllowed(_("A later version was sent since: begin from that one."))
    return _copied(sent, of_reply.latest("number").number + 1, by=by, now=now)


def _copied(sent: Submission, number: int, *, by: Actor, now: datetime) -> Submission:
    begun: Submission = Submission.objects.create(
        cycle_id=sent.cycle_id, respondent_id=sent.respondent_id, number=number,
        created_at=now, created_by_id=by.user_id, **{name: getattr(sent, name) for name in COVER},
    )  # fmt: skip
    copy_answers(begun, sent.reports.filter(withdrawn_at__isnull=True).order_by("pk"), the_same)
    take_up(begun)
    return begun
