"""What the pages of the call read."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Count, QuerySet

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.calls.models import CallDispatch, CallDocument
from commitments.instruments.models import Instrument
from commitments.respondents.models import Respondent
from commitments.submissions.models import DeadlineExtension, ReportingCycle, Submission
from commitments.submissions.stages import SUBMITTED
from commitments.web.grouped import grouped
from commitments.web.together import together

OF_RESPONDENT = attrgetter("respondent_id")


@dataclass(frozen=True)
class AskedState:
    """One respondent that a cycle asks: how the call went to it, how long it has, and when its reply came."""

    respondent: Respondent
    dispatches: list[CallDispatch]
    extensions: list[DeadlineExtension]
    replied_at: datetime | None


def cycles() -> "QuerySet[ReportingCycle]":
    """All cycles, the newest first, with how many each asks."""
    found: QuerySet[ReportingCycle] = ReportingCycle.objects.newest_first()
    return found.annotate(number_asked=Count("asked_links"))


@dataclass(frozen=True)
class CyclePage:
    """All that the page of one cycle shows."""

    instruments: list[Instrument]
    documents: list[CallDocument]
    asked: list[AskedState]

    @property
    def standing(self) -> list[tuple[Respondent, DeadlineExtension]]:
        """The time that was given and not taken back, with to whom."""
        given = [(one.respondent, extension) for one in self.asked for extension in one.extensions]
        return [(to, extension) for to, extension in given if extension.taken_back_at is None]

    @property
    def replied(self) -> int:
        """How many of those asked replied."""
        return sum(one.replied_at is not None for one in self.asked)

    @property
    def sent(self) -> int:
        """How many of those asked the call went to, as the register says."""
        return sum(bool(one.dispatches) for one in self.asked)


def page_of_cycle(cycle: ReportingCycle, actor: Actor) -> CyclePage:
    """Texts, documents and those asked in their order, register and replies as far as the actor may see; one query."""
    instruments, documents, asked, entries, extensions, sent = together(
        cycle.instruments.order_by("pk"),
        _documents(cycle, actor),
        cycle.asked.order_by("position"),
        CallDispatch.objects.visible_to(actor).filter(cycle=cycle).order_by("sent_on", "pk"),
        DeadlineExtension.objects.visible_to(actor).filter(cycle=cycle).order_by("until_on", "pk"),
        Submission.objects.visible_to(actor).filter(cycle=cycle, stage__in=SUBMITTED).order_by("number"),
    )
    by_respondent, more_time = grouped(entries, OF_RESPONDENT), grouped(extensions, OF_RESPONDENT)
    replied = {each.respondent_id: each.submitted_at for each in sent}
    states = [AskedState(one, by_respondent[one.pk], more_time[one.pk], replied.get(one.pk)) for one in asked]
    return CyclePage(instruments, documents, states)


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
    return list(_documents(cycle, actor))


def _documents(cycle: ReportingCycle, actor: Actor) -> "QuerySet[CallDocument]":
    found: QuerySet[CallDocument] = CallDocument.objects.visible_to(actor).filter(cycle=cycle).in_order()
    return found
