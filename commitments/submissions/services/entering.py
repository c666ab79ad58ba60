"""A reply that came on paper or by mail: an officer enters it, a second one has it received, its State confirms it.

The file it came as is kept by whoever calls (on_behalf). What is typed goes by the verbs of every reply.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, demand
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, StageMove, Submission
from commitments.submissions.refusals import EntryRefused
from commitments.submissions.services.carrying import carry_over
from commitments.submissions.services.moves import release
from commitments.submissions.services.rights import lock, role_for
from commitments.submissions.services.sending import submit, submit_nil
from commitments.submissions.stages import Stage

NOT_NOW = "submission"
"""The field of a refusal that no value mends."""
ITS_OWN: dict[str, Any] = {
    "stage": Stage.DRAFT, "entered_by": None, "entered_from": "", "received_on": None, "cleared_at": None,
    "cleared_by": None, "content_sha256": "",
}  # fmt: skip
"""What is said of a draft that the State itself writes."""


@dataclass(frozen=True, kw_only=True)
class Came:
    """How the reply came: from which document, on which day, and what of the cover the document says."""

    entered_from: str
    received_on: date
    cover: dict[str, Any]
    request_id: UUID | None = None


def begin_entry(cycle: ReportingCycle, respondent: Respondent, came: Came, *, by: Actor, now: datetime) -> Submission:
    """An empty draft that this officer types, and nobody else. Nothing is carried over: the paper says what it says.

    Refuses with NotAllowed, and with EntryRefused, naming the field: not asked, cycle closed, received in the future
    or before the cycle, no source named; and where the State has begun or sent a reply itself, however late it did.
    """
    if not by.may(Permission.REPLY_ENTER):
        raise NotAllowed
    _check(cycle, respondent, came, now)
    try:
        with transaction.atomic():
            begun: Submission = Submission.objects.create(
                cycle=cycle, respondent=respondent, created_at=now, created_by_id=by.user_id,
                period_from=cycle.period_from, period_until=cycle.period_until,
                request_id=came.request_id, entered_by_id=by.user_id, entered_from=came.entered_from.strip(),
                received_on=came.received_on, **came.cover,
            )  # fmt: skip
    except IntegrityError as error:  # one working version, and each number once: whoever was first has it
        words = _(
            "This reply was begun already, by the State itself or by an officer: nothing was entered. Ask the State to "
            "send it, or to take over what stands."
        )
        raise EntryRefused("respondent", words) from error
    announce(EventName.REPLY_ENTRY_BEGUN, subject=begun, by=by, now=now, respondent=respondent.pk, cycle=cycle.pk)
    return begun


@transaction.atomic
def receive_entry(submission: Submission, *, is_nil: bool, as_read: str, by: Actor, now: datetime) -> Submission:
    """Say that it is what the source document says, and have it received: a second officer does both at once.

    Refuses with NotAllowed whoever typed it, and as release and sending do.
    """
    if not submission.is_being_entered or submission.entered_by_id == by.user_id:
        raise NotAllowed
    whole = release(submission, by=by, now=now)
    return submit_nil(whole, by=by, now=now) if is_nil else submit(whole, by=by, now=now, as_read=as_read)


@transaction.atomic
def take_over(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """The State goes on with it as its own draft: no officer sees it from now on. What it said last comes beside.

    Refuses with NotAllowed, and with EntryRefused where nobody enters it now.
    """
    demand(by, Permission.SUBMISSION_PREPARE, submission.respondent_id)
    if submission.respondent_id in by.entered_ids:
        raise NotAllowed
    whole = lock(submission)
    if not whole.is_being_entered:
        raise EntryRefused(NOT_NOW, _("The secretariat does not enter this reply now: there is nothing to take over."))
    officer = whole.entered_by_id
    if whole.stage != Stage.DRAFT:
        _note_move(whole, by=by, now=now)
    for name, value in ITS_OWN.items():
        setattr(whole, name, value)
    whole.save(update_fields=list(ITS_OWN))
    carry_over(whole)
    announce(EventName.REPLY_ENTRY_TAKEN_OVER, subject=whole, by=by, now=now, respondent=whole.respondent_id,
             cycle=whole.cycle_id, person=officer)  # fmt: skip
    return whole


@transaction.atomic
def confirm_entry(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """The State says that what the secretariat entered is its reply, with name and date; of two, one does.

    Refuses with NotAllowed, and with EntryRefused where there is nothing to confirm.
    """
    demand(by, Permission.SUBMISSION_SUBMIT, submission.respondent_id)
    whole = lock(submission)
    if not whole.can_be_confirmed:
        raise EntryRefused(NOT_NOW, _("There is nothing to confirm: this version was confirmed, or another one came."))
    whole.confirmed_at, whole.confirmed_by_id = now, by.user_id
    whole.save(update_fields=["confirmed_at", "confirmed_by"])
    announce(EventName.REPLY_ENTRY_CONFIRMED, subject=whole, by=by, now=now, respondent=whole.respondent_id,
             cycle=whole.cycle_id)  # fmt: skip
    return whole


def _check(cycle: ReportingCycle, respondent: Respondent, came: Came, now: datetime) -> None:
    if not cycle.is_open:
        raise EntryRefused("cycle", _("The cycle is closed: nothing more is entered in it."))
    if not cycle.asked_links.filter(respondent=respondent).exists():
        raise EntryRefused("respondent", _("%(respondent)s is not on the list of those asked in this cycle.")
                           % {"respondent": respondent})  # fmt: skip
    if not cycle.opened_at.date() <= came.received_on <= now.date():
        raise EntryRefused("received_on", _("The day lies between the opening of the cycle and today."))
    if not came.entered_from.strip():
        raise EntryRefused("entered_from", _("Say what the source document is: whoever reads the reply sees it."))


def _note_move(whole: Submission, *, by: Actor, now: datetime) -> None:
    StageMove.objects.create(
        submission=whole, from_stage=whole.stage, to_stage=Stage.DRAFT, moved_by_id=by.user_id, moved_at=now,
        moved_as=role_for(by, Permission.SUBMISSION_PREPARE, whole.respondent_id), reason=_("Taken over by the State"),
    )  # fmt: skip
