"""What the pages of the call read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.calls.models import CallDispatch, CallDocument
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, Submission
from commitments.submissions.stages import SUBMITTED


@dataclass(frozen=True)
class AskedState:
    """One respondent that a cycle asks: to whom and when the call went, and when its reply came."""

    respondent: Respondent
    dispatches: list[CallDispatch]
    replied_at: date | None


def cycles() -> "QuerySet[ReportingCycle]":
    """All cycles, the newest first, with how many each asks."""
    found: QuerySet[ReportingCycle] = ReportingCycle.objects.newest_first()
    return found.annotate(number_asked=Count("asked_links"))


def asked_states(cycle: ReportingCycle, actor: Actor) -> list[AskedState]:
    """Those asked in their order, with the register and the replies as far as the actor may see them."""
    entries: dict[int, list[CallDispatch]] = {}
    for entry in CallDispatch.objects.visible_to(actor).filter(cycle=cycle).order_by("sent_on", "pk"):
        entries.setdefault(entry.respondent_id, []).append(entry)
    sent = Submission.objects.visible_to(actor).filter(cycle=cycle, stage__in=SUBMITTED).order_by("number")
    replied = dict(sent.values_list("respondent_id", "submitted_at"))
    return [AskedState(one, entries.get(one.pk, []), replied.get(one.pk)) for one in cycle.asked.order_by("position")]


def calls_for(actor: Actor) -> "QuerySet[ReportingCycle]":
    """The cycles whose call the actor may have: all for the secretariat, for a State those that ask it."""
    if actor.is_secretariat:
        return ReportingCycle.objects.all()
    found: QuerySet[ReportingCycle] = ReportingCycle.objects.filter(
        asked__in=actor.own_respondents_with(Permission.DESK_OPEN)
    )
    return found.distinct()


def documents_of(cycle: ReportingCycle, actor: Actor) -> list[CallDocument]:
    """The call's documents, made or waiting, that the actor may have."""
    return list(CallDocument.objects.visible_to(actor).filter(cycle=cycle).in_order())
