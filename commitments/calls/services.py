"""The verbs of the call: open the cycle with its documents, have them made again, enter whom it went to."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed
from commitments.calls.documents.making import languages_held
from commitments.calls.models import CallDispatch, CallDocument
from commitments.implementation.services.common import make_once
from commitments.instruments.models import Instrument
from commitments.jobs.broker import after_commit
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle
from commitments.submissions.services import NewCycle, open_cycle
from commitments.submissions.services.dispatches import DispatchRefused, Sent

TASK = "commitments.calls.tasks.make_documents"


@transaction.atomic
def open_call(
    new: NewCycle, *, instruments: Sequence[Instrument], asked: Sequence[Respondent] | None, by: Actor, now: datetime
) -> ReportingCycle:
    """Open the cycle and have its documents made. Refuses as `open_cycle` does."""
    cycle = open_cycle(new, instruments=instruments, asked=asked, by=by, now=now)
    ask_for_documents(cycle, by=by, now=now)
    return cycle


@transaction.atomic
def ask_for_documents(
    cycle: ReportingCycle, *, languages: Sequence[str] | None = None, by: Actor, now: datetime
) -> None:
    """Have a worker make the call's documents, anew where there are some, in the languages held unless named otherwise.

    In a language in which the texts are not held, their paragraphs stand in the original, and the document says so.
    Refuses with NotAllowed.
    """
    if not by.may(Permission.CYCLE_OPEN):
        raise NotAllowed
    for language in languages or languages_held(cycle):
        for form in CallDocument.Form:
            CallDocument.objects.update_or_create(
                cycle=cycle, language=language, form=form,
                defaults={"asked_at": now, "made_at": None, "sha256": "", "size": 0, "path": ""},
            )  # fmt: skip
    after_commit(TASK)


@transaction.atomic
def enter_dispatch(
    cycle: ReportingCycle, sent: Sent, *, respondents: Sequence[Respondent], request_id: UUID | None,
    by: Actor, now: datetime,
) -> int:  # fmt: skip
    """Enter in the register that the call went to these; the same request again enters nothing. Returns how many.

    Refuses with NotAllowed, and with DispatchRefused where a day lies in the future or nobody is named.
    """
    if not by.may(Permission.CYCLE_OPEN):
        raise NotAllowed
    _check(cycle, sent, respondents, now=now)
    request = request_id or uuid4()
    new = [_entered(cycle, sent, one, uuid5(request, one.code), by=by, now=now) for one in respondents]
    return sum(new)


def _entered(
    cycle: ReportingCycle, sent: Sent, respondent: Respondent, request_id: UUID, *, by: Actor, now: datetime
) -> bool:
    entry = {"cycle": cycle, "respondent": respondent, "sent_on": sent.on, "way": sent.way, "reference": sent.reference}

    def make() -> CallDispatch:
        return CallDispatch.objects.create(
            **entry, address=sent.address, created_at=now, created_by_id=by.user_id, request_id=request_id
        )

    if CallDispatch.objects.filter(**entry).exists():
        return False
    return make_once(CallDispatch, by=by, request_id=request_id, make=make)[1]


def _check(cycle: ReportingCycle, sent: Sent, respondents: Sequence[Respondent], *, now: datetime) -> None:
    if not respondents:
        raise DispatchRefused("respondents", _("Name at least one State."))
    asked = set(cycle.asked.values_list("pk", flat=True))
    if any(one.pk not in asked for one in respondents):
        raise DispatchRefused("respondents", _("The call goes to those whom the cycle asks."))
    sent.refuse_to_come(now)
