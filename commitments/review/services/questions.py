"""Questions to a State on named paragraphs of its reply: asking, answering in words, taking back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, demand
from commitments.history.event_names import EventName
from commitments.implementation.services.common import made_before
from commitments.review.models import ClarificationRequest
from commitments.review.refusals import QuestionIsClosed, QuestionRefused
from commitments.review.services.closing import withdraw_waiting
from commitments.review.services.reading import begin, go, in_force, tell
from commitments.submissions.models import Submission
from commitments.submissions.queries.scope import asked_in
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.services.moves import explain
from commitments.submissions.services.rights import lock, role_for
from commitments.submissions.stages import Stage

LAST_YEAR = 2200


@dataclass(frozen=True, kw_only=True)
class NewQuestion:
    """What is asked, on which paragraphs, until when."""

    obligation_ids: Collection[int]
    question: str
    due_on: date
    request_id: UUID | None = None


@transaction.atomic
def ask(submission: Submission, new: NewQuestion, *, by: Actor, now: datetime) -> ClarificationRequest:
    """Ask the State; its reply waits for it, the named paragraphs alone are open. The same request asks once.

    A proposal to close that waits is taken back. Refuses with NotAllowed, NotInForce, QuestionRefused (which names
    the field) and MoveNotAllowed.
    """
    whole = in_force(submission, Permission.REPLY_REVIEW, by=by)
    if before := made_before(ClarificationRequest, by=by, request_id=new.request_id):
        return before
    _check(whole, new, now=now)
    if whole.stage == Stage.RECEIVED:
        begin(whole, by=by, now=now)
    made = _write(whole, new, by=by, now=now)
    withdraw_waiting(whole, by=by, now=now)
    due_on = new.due_on.isoformat()
    tell(whole, EventName.CLARIFICATION_REQUESTED, subject=made, by=by, now=now, due_on=due_on)
    return made


def _check(whole: Submission, new: NewQuestion, *, now: datetime) -> None:
    if not new.question.strip():
        raise QuestionRefused("question", _("Write what is asked."))
    asked = {obligation.pk for obligation in asked_in(whole.cycle, whole.respondent, "en")}
    if not new.obligation_ids or not asked.issuperset(new.obligation_ids):
        raise QuestionRefused("paragraphs", _("Choose the paragraphs that the question is about."))
    today = now.astimezone(ZoneInfo(whole.cycle.time_zone)).date()
    if not today <= new.due_on or new.due_on.year > LAST_YEAR:
        raise QuestionRefused("due_on", _("The day by which an answer is asked for lies in the past, or far ahead."))


def _write(whole: Submission, new: NewQuestion, *, by: Actor, now: datetime) -> ClarificationRequest:
    if whole.stage not in {Stage.BEING_READ, Stage.CLARIFICATION}:
        raise MoveNotAllowed(explain(whole))
    made = ClarificationRequest(
        submission=whole, cycle_id=whole.cycle_id, respondent_id=whole.respondent_id, number=0,
        obligation_ids=sorted(new.obligation_ids), question=new.question.strip(), due_on=new.due_on,
        created_at=now, created_by_id=by.user_id, request_id=new.request_id,
    )  # fmt: skip
    made.save(force_insert=True)
    made.refresh_from_db(fields=["number"])
    if whole.stage == Stage.BEING_READ:
        go(whole, Stage.CLARIFICATION, by=by, now=now)
    return made


@transaction.atomic
def answer(question: ClarificationRequest, *, words: str, by: Actor, now: datetime) -> ClarificationRequest:
    """Answer for the State; with the last answer the reply goes back to who reads it.

    Refuses with NotAllowed, QuestionRefused where nothing is said, and QuestionIsClosed: who was faster.
    """
    demand(by, Permission.SUBMISSION_SUBMIT, question.respondent_id)
    if not words.strip():
        raise QuestionRefused("answer", _("Write the answer."))
    whole, open_one = _held(question)
    open_one.answer, open_one.answered_at, open_one.answered_by_id = words.strip(), now, by.user_id
    open_one.answered_as = role_for(by, Permission.SUBMISSION_SUBMIT, question.respondent_id)
    open_one.save(update_fields=["answer", "answered_at", "answered_by", "answered_as"])
    _go_on(whole, open_one, EventName.CLARIFICATION_ANSWERED, by=by, now=now)
    return open_one


@transaction.atomic
def take_back(question: ClarificationRequest, *, reason: str, by: Actor, now: datetime) -> ClarificationRequest:
    """Ask no longer, with the reason; it stays and says so. Refuses as `answer` does."""
    if not by.may(Permission.REPLY_REVIEW, question.respondent_id):
        raise NotAllowed
    if not reason.strip():
        raise QuestionRefused("reason", _("Please give a reason."))
    whole, open_one = _held(question)
    open_one.taken_back_at, open_one.taken_back_by_id, open_one.taken_back_reason = now, by.user_id, reason.strip()
    open_one.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    _go_on(whole, open_one, EventName.CLARIFICATION_TAKEN_BACK, by=by, now=now)
    return open_one


def _held(question: ClarificationRequest) -> tuple[Submission, ClarificationRequest]:
    """The version and its question as they stand now; of two who answer at once one waits, and is told."""
    whole = lock(Submission(pk=question.submission_id))
    current = ClarificationRequest.objects.select_related("answered_by", "taken_back_by").get(pk=question.pk)
    if not current.is_open:
        who, at = (current.answered_by or current.taken_back_by), (current.answered_at or current.taken_back_at)
        raise QuestionIsClosed(who=str(who or ""), at=at)
    return whole, current


def _go_on(whole: Submission, closed: ClarificationRequest, event: EventName, *, by: Actor, now: datetime) -> None:
    tell(whole, event, subject=closed, by=by, now=now)
    waits = ClarificationRequest.objects.open().filter(submission=whole).exists()
    if whole.stage == Stage.CLARIFICATION and not waits:
        go(whole, Stage.BEING_READ, by=by, now=now)
