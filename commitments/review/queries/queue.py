"""The queue: each reply in force, why it is in the hands of whom, and since when."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.review.models import ClarificationRequest, Closing
from commitments.submissions.models import ReportingCycle, StageMove, Submission
from commitments.submissions.stages import SUBMITTED, Stage
from commitments.web.grouped import grouped
from commitments.web.together import together


class Tab(models.TextChoices):
    """Why a reply is in the queue, and who is waited for."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed since it was read")
    READING = "reading", _("Being read")
    STATE = "state", _("Waits for the State")
    SECOND = "second", _("Waits for a second person")
    CLOSED = "closed", _("Closed")


OF_STAGE: dict[str, Tab] = {
    Stage.RECEIVED: Tab.NEW,
    Stage.BEING_READ: Tab.READING,
    Stage.CLARIFICATION: Tab.STATE,
    Stage.CLOSED: Tab.CLOSED,
}


def tab_of(stage: str, *, was_read: bool, is_proposed: bool) -> Tab:
    """Where a reply in force stands in the queue."""
    if stage == Stage.RECEIVED and was_read:
        return Tab.CHANGED
    return Tab.SECOND if stage == Stage.BEING_READ and is_proposed else OF_STAGE[stage]


@dataclass(frozen=True)
class Waiting:
    """One reply in the queue."""

    submission: Submission
    tab: Tab
    since: datetime
    days: int
    questions: int
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class Queue:
    """The replies of one cycle that this reader may see, the longest waiting first."""

    cycle: ReportingCycle
    rows: list[Waiting]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many stand under each tab."""
        return Counter(row.tab for row in self.rows)

    def of(self, tab: str) -> list[Waiting]:
        """Those under the tab; all where none is named."""
        return [row for row in self.rows if not tab or row.tab == tab]


def queue_of(cycle: ReportingCycle, actor: Actor, *, now: datetime) -> Queue:
    """The queue of the cycle, in one query."""
    found, questions, closings = together(
        in_force(cycle, actor),
        ClarificationRequest.objects.visible_to(actor).open().filter(cycle=cycle),
        Closing.objects.visible_to(actor).waiting().filter(submission__cycle=cycle),
    )
    proposed = {closing.submission_id for closing in closings}
    asked = grouped(questions, attrgetter("respondent_id"))
    rows = [_row(one, asked[one.respondent_id], is_proposed=one.pk in proposed, now=now) for one in found]
    return Queue(cycle, sorted(rows, key=lambda row: (row.since, row.submission.pk)))


def in_force(cycle: ReportingCycle, actor: Actor) -> QuerySet[Submission]:
    """The replies in force, each with when it came where it is and whether an earlier version was read."""
    moves = StageMove.objects.order_by("-moved_at", "-pk")
    read_before = moves.filter(
        to_stage=Stage.BEING_READ, submission__cycle=cycle, submission__respondent=OuterRef("respondent"),
        submission__number__lt=OuterRef("number"),
    )  # fmt: skip
    current: QuerySet[Submission] = Submission.objects.visible_to(actor).current()
    return current.filter(cycle=cycle, stage__in=SUBMITTED).select_related("respondent").annotate(
        since=Subquery(moves.filter(submission=OuterRef("pk")).values("moved_at")[:1]),
        was_read=Exists(read_before.order_by()),
    )  # fmt: skip


def _row(one: Submission, asked: list[ClarificationRequest], *, is_proposed: bool, now: datetime) -> Waiting:
    since: datetime = one.since or one.submitted_at  # type: ignore[assignment, attr-defined]
    due = min((question.due_on for question in asked), default=None)
    return Waiting(
        submission=one, since=since, days=(now - since).days, questions=len(asked), due_on=due,
        tab=tab_of(one.stage, was_read=one.was_read, is_proposed=is_proposed),  # type: ignore[attr-defined]
        is_overdue=bool(due and due < now.date()),
    )  # fmt: skip
