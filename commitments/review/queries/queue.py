"""The queue: each reply in force, why it is in the hands of whom, and since when."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigIntegerField, Case, Exists, F, Func, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.review.models import ClarificationRequest, Closing
from commitments.submissions.models import ReportingCycle, StageMove, Submission
from commitments.submissions.stages import SUBMITTED, WORKING, Stage
from commitments.web.grouped import grouped
from commitments.web.together import together

OF_IDS = ArrayField(BigIntegerField())
CHANGED = Func(F("pk"), function="paragraphs_changed_in", output_field=OF_IDS)
"""What a new version says otherwise than the one before it, as far as the reader may read both (changed_in.py)."""


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


def tab_of(stage: str, *, was_read: bool, is_proposed: bool, is_as_it_came: bool = False) -> Tab:
    """Where a reply in force stands in the queue; `is_as_it_came`: nobody has done anything with it since."""
    if was_read and (stage == Stage.RECEIVED or (is_as_it_came and not is_proposed)):
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
    changed: list[int]
    """The obligations on which a new version says something else than the one that was read."""


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
    """The replies in force, each with when it came where it is and from where, whether an earlier version was read,
    and what is new in it if so.
    """
    moves = StageMove.objects.order_by("-moved_at", "-pk")
    read_before = moves.filter(
        to_stage=Stage.BEING_READ, submission__cycle=cycle, submission__respondent=OuterRef("respondent"),
        submission__number__lt=OuterRef("number"),
    )  # fmt: skip
    current: QuerySet[Submission] = Submission.objects.visible_to(actor).current()
    return current.filter(cycle=cycle, stage__in=SUBMITTED).select_related("respondent").annotate(
        since=Subquery(moves.filter(submission=OuterRef("pk")).values("moved_at")[:1]),
        came_from=Subquery(moves.filter(submission=OuterRef("pk")).values("from_stage")[:1]),
        was_read=Exists(read_before.order_by()),
    ).annotate(changed=Case(When(was_read=True, then=CHANGED), default=Value([]), output_field=OF_IDS))  # fmt: skip


def _row(one: Submission, asked: list[ClarificationRequest], *, is_proposed: bool, now: datetime) -> Waiting:
    since: datetime = one.since or one.submitted_at  # type: ignore[assignment, attr-defined]
    due = min((question.due_on for question in asked), default=None)
    return Waiting(
        submission=one, since=since, days=(now - since).days, questions=len(asked), due_on=due,
        tab=tab_of(
            one.stage, was_read=one.was_read, is_proposed=is_proposed,  # type: ignore[attr-defined]
            is_as_it_came=one.came_from in WORKING,  # type: ignore[attr-defined]
        ),
        is_overdue=bool(due and due < now.date()), changed=list(one.changed or []),  # type: ignore[attr-defined]
    )  # fmt: skip
