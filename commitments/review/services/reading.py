"""Beginning to read a reply, and what every verb of its reading checks first."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.review.refusals import NotInForce
from commitments.submissions.models import Submission
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.services.moves import explain, move
from commitments.submissions.services.rights import lock
from commitments.submissions.stages import Stage


@transaction.atomic
def begin_reading(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """Say that the secretariat reads the reply. Refuses with NotInForce, and with MoveNotAllowed: who was faster."""
    whole = in_force(submission, Permission.REPLY_REVIEW, by=by)
    begin(whole, by=by, now=now)
    return whole


def begin(whole: Submission, *, by: Actor, now: datetime) -> None:
    """The same of a submission that is held already."""
    if whole.stage != Stage.RECEIVED:
        raise MoveNotAllowed(explain(whole))
    step(whole, Stage.BEING_READ, EventName.READING_BEGUN, by=by, now=now)


def in_force(submission: Submission, permission: Permission, *, by: Actor) -> Submission:
    """The submission as it stands now, held until the transaction ends; refuses one that was replaced."""
    if not by.may(permission, submission.respondent_id):
        raise NotAllowed
    whole = lock(submission)
    if not whole.is_current:
        raise NotInForce
    return whole


def step(whole: Submission, to: Stage, event: EventName, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Move the held submission, write that down and announce it."""
    go(whole, to, by=by, now=now, reason=reason)
    tell(whole, event, subject=whole, by=by, now=now)


def go(whole: Submission, to: Stage, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Move the held submission and write that down; whoever moves it by something else announces that."""
    move(whole, to=to, by=by, now=now, reason=reason)
    whole.save(update_fields=["stage"])


def tell(whole: Submission, event: EventName, *, subject: Model, by: Actor, now: datetime, **more: str) -> None:
    """Announce what became of the submission, or of something beside it; says whose it is and in which cycle."""
    announce(event, subject=subject, by=by, now=now, respondent=whole.respondent_id, cycle=whole.cycle_id, **more)
