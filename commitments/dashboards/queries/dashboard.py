"""The secretariat's dashboard: who replied, how it adds up, what waits, what came late."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONArray

from commitments.access.actor import Actor
from commitments.dashboards import rows
from commitments.dashboards.figures import Figures, ParagraphFigure
from commitments.dashboards.filters import Filters, Known, read
from commitments.rollups.counts import CycleCounts
from commitments.rollups.measures import ReplyRate
from commitments.rollups.queries import asked_in, counts_for, of_member_states, replies_for
from commitments.submissions.models import ReportingCycle
from commitments.submissions.stages import Stage
from commitments.web.compiled import compiled
from commitments.web.kept import Store, by_reference
from commitments.web.transactions import ACTING
from commitments.web.versions import REFERENCE

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


LISTS: Store[tuple[Received, ...]] = Store(20_000)
"""Lists of replies by all that a reader may be told of them, the versions of replies and of names included."""
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
    replies: tuple[Received, ...]
    only: str
    by_group: list[GroupReplies]
    awaited: list[tuple[str, str]]

    @cached_property
    def listed(self) -> tuple[Received, ...]:
        """The replies that the list shows: those of the kind asked for, or all."""
        return tuple(filter(KINDS[self.only], self.replies)) if self.only else self.replies

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many replies there are of each kind."""
        return {name: sum(1 for reply in self.replies if is_one(reply)) for name, is_one in KINDS.items()}

    @property
    def rates(self) -> tuple[tuple[str, str, ReplyRate], ...]:
        """Each regional group by name and code with its reply rate."""
        return tuple((line.group.label, line.group.code, line.rate) for line in self.by_group)

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
    replies = _replies(actor, filters, counts.replies_version)
    in_hand = {reply.respondent_id for reply in replies}
    asked_states = _asked_then(filters) if actor.is_secretariat else []
    return DashboardPage(
        known, filters, figures, figures.of_paragraphs, replies,
        asked.get("replies", "") if asked.get("replies") in KINDS else "",
        [GroupReplies(group, counts.reply_rate_of(group.pk)) for group in groups if actor.is_secretariat],
        [(code, name) for pk, code, name in asked_states if pk not in in_hand],
    )  # fmt: skip


def _replies(actor: Actor, filters: Filters, version: int | None) -> tuple[Received, ...]:
    """The replies received from Member States, the latest first; those of now are kept by their version.

    The version was read before the list: what is kept under it is never older than it says.
    """
    if filters.cycle is None:
        return ()
    group_id = filters.group.pk if filters.group else None
    cycle, at = filters.cycle.cycle, filters.at
    if at is not None:
        return _received(list(_together(actor, cycle, group_id, at)))
    carried, names = ACTING.get(), REFERENCE.get()
    if carried is None or names is None:
        return _received(_listed(actor.reach, cycle, group_id))
    key = (cycle.pk, group_id, version, names, actor.reach, replace(carried, user_id=None))
    found = LISTS.get(key)
    if found is None:
        found = _received(_listed(actor.reach, cycle, group_id))
        LISTS.put(key, found, 1 + len(found))
    return found


@compiled
def _listed(actor: Actor, cycle: ReportingCycle, group_id: int | None) -> QuerySet[Any]:
    return _together(actor, cycle, group_id, None)


def _together(actor: Actor, cycle: ReportingCycle, group_id: int | None, at: datetime | None) -> QuerySet[Any]:
    found = of_member_states(replies_for(actor, cycle, at), group_id=group_id, at=at)
    named = ("respondent_id", "respondent__code", "respondent__short_name")
    listed = JSONBAgg(
        JSONArray(*named, "submitted_at", "stage", "is_nil", "is_late"),
        order_by=["-submitted_at", "respondent__position"],
    )
    one: Any = found.order_by().annotate(one=Value(1)).values("one")
    rows_of_one: QuerySet[Any] = one.annotate(listed=Cast(listed, TextField())).values_list("listed")
    return rows_of_one


def _received(rows: list[tuple[str | None]]) -> tuple[Received, ...]:
    together = next((together for (together,) in rows if together), "[]")
    return tuple(
        Received(pk, code, state, datetime.fromisoformat(at), *others)
        for pk, code, state, at, *others in json.loads(together)
    )


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
