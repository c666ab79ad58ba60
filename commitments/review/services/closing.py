"""Closing a reply by four eyes: one person proposes, another one closes; and opening it again with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.event_names import EventName
from commitments.review.kinds import Outcome
from commitments.review.models import ClarificationRequest, Closing
from commitments.review.refusals import ClosingRefused
from commitments.review.services.reading import in_force, step, tell
from commitments.submissions.models import Submission
from commitments.submissions.stages import Stage


@transaction.atomic
def propose(submission: Submission, *, reason: str, by: Actor, now: datetime) -> Closing:
    """Say that the reply can be closed, and why; a second person does. Refuses with NotInForce and ClosingRefused."""
    whole = in_force(submission, Permission.REPLY_REVIEW, by=by)
    _check_closable(whole)
    if _waiting(whole):
        raise ClosingRefused(_("The closing was proposed already; a second person decides."))
    made = Closing(
        submission=whole,
        respondent_id=whole.respondent_id,
        words=reason.strip(),
        proposed_at=now,
        proposed_by_id=by.user_id,  # type: ignore[misc]  # whoever may is signed in
    )
    made.save(force_insert=True)
    tell(whole, EventName.CLOSING_PROPOSED, subject=made, by=by, now=now)
    return made


@transaction.atomic
def approve(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """Close the reply as proposed; why stays with the secretariat.

    Refuses with NotInForce, and with ClosingRefused: who proposed it does not.
    """
    whole = in_force(submission, Permission.CLOSING_APPROVE, by=by)
    waiting = _waiting_for_another(whole, by)
    _check_closable(whole)
    _decide(waiting, Outcome.APPROVED, "", by=by, now=now)
    step(whole, Stage.CLOSED, EventName.SUBMISSION_CLOSED, by=by, now=now)
    return whole


@transaction.atomic
def decline(submission: Submission, *, reason: str, by: Actor, now: datetime) -> Closing:
    """Leave the reply open, with the reason. Refuses with ClosingRefused."""
    whole = in_force(submission, Permission.CLOSING_APPROVE, by=by)
    waiting = _waiting_for_another(whole, by)
    if not reason.strip():
        raise ClosingRefused(_("Please give a reason."))
    _decide(waiting, Outcome.DECLINED, reason, by=by, now=now)
    tell(whole, EventName.CLOSING_DECLINED, subject=waiting, by=by, now=now)
    return waiting


@transaction.atomic
def withdraw(submission: Submission, *, by: Actor, now: datetime) -> None:
    """Take the own proposal back."""
    whole = in_force(submission, Permission.REPLY_REVIEW, by=by)
    waiting = _waiting(whole)
    if waiting is None or waiting.proposed_by_id != by.user_id:
        raise ClosingRefused(_("No proposal of yours waits here."))
    _decide(waiting, Outcome.TAKEN_BACK, "", by=by, now=now)


def withdraw_waiting(whole: Submission, *, by: Actor, now: datetime) -> None:
    """A reply that is asked about is not about to be closed: what was proposed goes."""
    if waiting := _waiting(whole):
        _decide(waiting, Outcome.TAKEN_BACK, "", by=by, now=now)


@transaction.atomic
def reopen(submission: Submission, *, reason: str, by: Actor, now: datetime) -> Submission:
    """Read a closed reply again, with the reason. Refuses with NotAllowed, NotInForce and MoveNotAllowed."""
    whole = in_force(submission, Permission.REPLY_REVIEW, by=by)
    if whole.stage != Stage.CLOSED:
        raise ClosingRefused(_("This reply is not closed."))
    step(whole, Stage.BEING_READ, EventName.SUBMISSION_REOPENED, by=by, now=now, reason=reason)
    return whole


def _waiting(whole: Submission) -> Closing | None:
    found: Closing | None = Closing.objects.waiting().filter(submission=whole).first()
    return found


def _waiting_for_another(whole: Submission, by: Actor) -> Closing:
    waiting = _waiting(whole)
    if waiting is None:
        raise ClosingRefused(_("No proposal to close this reply waits: it was decided, or taken back, meanwhile."))
    if waiting.proposed_by_id == by.user_id:
        raise ClosingRefused(_("A second person decides: who proposed the closing does not close."))
    return waiting


def _check_closable(whole: Submission) -> None:
    if ClarificationRequest.objects.open().of_reply(whole.cycle_id, whole.respondent_id).exists():
        raise ClosingRefused(_("A question to the State waits for its answer."))
    if whole.stage != Stage.BEING_READ:
        raise ClosingRefused(
            _("Only a reply that is being read is closed; this one is in stage “%(stage)s”.")
            % {"stage": whole.get_stage_display()}
        )


def _decide(waiting: Closing, outcome: Outcome, reason: str, *, by: Actor, now: datetime) -> None:
    waiting.outcome, waiting.decided_reason = outcome, reason.strip()
    waiting.decided_at, waiting.decided_by_id = now, by.user_id
    waiting.save(update_fields=["outcome", "decided_by", "decided_at", "decided_reason"])
