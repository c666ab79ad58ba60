"""The secretariat's dashboard: who replied, how it adds up, what waits, what came late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from commitments.access.actor import Actor
from commitments.dashboards import rows
from commitments.dashboards.figures import Figures, ParagraphFigure
from commitments.dashboards.filters import Filters, Known, read
from commitments.rollups.counts import CycleCounts
from commitments.rollups.measures import ReplyRate
from commitments.rollups.queries import asked_in, counts_for, of_member_states, replies_for
from commitments.submissions.stages import Stage
from commitments.web.kept import by_reference

ALLOWED = ("cycle", "group", "theme", "instrument")


class Received(NamedTuple):
    """One reply as the list shows it."""

    respondent_id: int
    code: str
    state: str
    submitted_at: datetime
    stage: str
    is_nil: bool
    is_late: bool


KINDS: dict[str, Callable[[Received], bool]] = {
    "waiting": lambda reply: reply.stage == Stage.RECEIVED,
    "late": lambda reply: reply.is_late,
    "nil": lambda reply: reply.is_nil,
}


@dataclass(frozen=True)
class GroupReplies:
    """One regional group: the first fraction."""

    group: rows.Choice
    rate: ReplyRate


@dataclass(frozen=True)
class DashboardPage:
    """Everything the dashboard shows."""

    known: Known
    filters: Filters
    figures: Figures
    by_paragraph: list[ParagraphFigure]
    replies: list[Received]
    only: str
    by_group: list[GroupReplies]
    awaited: list[tuple[str, str]]

    @property
    def listed(self) -> list[Received]:
        """The replies that the list shows: those of the kind asked for, or all."""
        return [reply for reply in self.replies if KINDS[self.only](reply)] if self.only else self.replies

    @property
    def numbers(self) -> dict[str, int]:
        """How many replies there are of each kind."""
        return {name: sum(1 for reply in self.replies if is_one(reply)) for name, is_one in KINDS.items()}

    @property
    def names_replies(self) -> bool:
        """Whether this reader may know who replied and who did not: not one with a named list of States."""
        return self.figures.is_secretariat

    @property
    def rate(self) -> ReplyRate:
        """The reply rate of the view: of the group that is chosen, or of all."""
        chosen = self.filters.group if self.names_replies else None
        counts = self.figures.counts
        return counts.reply_rate_of(chosen.pk) if chosen else counts.reply_rate


def dashboard_page(actor: Actor, asked: Mapping[str, str]) -> DashboardPage:
    """The dashboard for this officer and address, in two queries."""
    texts, cycles, themes = rows.texts(), rows.cycles(), rows.themes()
    groups, _asked_by_group = rows.groups()
    known = Known(cycles, texts, groups=groups, themes=themes)
    filters = read(asked, known, ALLOWED)
    cycle = filters.cycle
    served = [text for text in texts if cycle and text.pk in cycle.instrument_ids]
    paragraphs = tuple(rows.paragraphs(served, filters.as_of_query))
    counts = counts_for(actor, cycle.cycle, at=filters.at) if cycle else CycleCounts()
    figures = Figures(actor, counts, filters, paragraphs)
    replies = _replies(actor, filters)
    in_hand = {reply.respondent_id for reply in replies}
    asked_states = _asked_then(filters) if actor.is_secretariat else []
    return DashboardPage(
        known, filters, figures, figures.of_paragraphs, replies,
        asked.get("replies", "") if asked.get("replies") in KINDS else "",
        [GroupReplies(group, counts.reply_rate_of(group.pk)) for group in groups if actor.is_secretariat],
        [(code, name) for pk, code, name in asked_states if pk not in in_hand],
    )  # fmt: skip


def _replies(actor: Actor, filters: Filters) -> list[Received]:
    """The replies received from Member States, the latest first."""
    if filters.cycle is None:
        return []
    received = replies_for(actor, filters.cycle.cycle, filters.at)
    found = of_member_states(received, group_id=filters.group.pk if filters.group else None, at=filters.at)
    shown = (
        "respondent_id",
        "respondent__code",
        "respondent__short_name",
        "submitted_at",
        "stage",
        "is_nil",
        "is_late",
    )
    return [Received(*row) for row in found.order_by("-submitted_at", "respondent__position").values_list(*shown)]


@by_reference
def _asked(cycle: rows.CycleRow | None, group: rows.Choice | None) -> list[tuple[int, str, str]]:
    return _asked_at(cycle, group, None)


def _asked_then(filters: Filters) -> list[tuple[int, str, str]]:
    if filters.at is None:
        return _asked(filters.cycle, filters.group)
    return _asked_at(filters.cycle, filters.group, filters.at)


def _asked_at(
    cycle: rows.CycleRow | None, group: rows.Choice | None, at: datetime | None
) -> list[tuple[int, str, str]]:
    if cycle is None:
        return []
    found = of_member_states(asked_in(cycle.cycle, at), group_id=group.pk if group else None, at=at)
    in_order = found.order_by("respondent__position")
    return list(in_order.values_list("respondent_id", "respondent__code", "respondent__short_name"))
