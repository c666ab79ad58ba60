"""Who reports: outside the secretariat the States with an answer the reader may see, or all of them unmarked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet, Value

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.dashboards import rows
from commitments.dashboards.filters import Filters, Known, read
from commitments.respondents.models import Respondent, RespondentKind
from commitments.rollups.counts import CycleCounts
from commitments.rollups.measures import ReplyRate
from commitments.rollups.queries import counts_for, readable_replies, replies_for
from commitments.submissions.models import ReportingCycle
from commitments.web.compiled import compiled
from commitments.web.kept import by_reference

ALLOWED = ("cycle", "group")


@dataclass(frozen=True)
class ListedState:
    """One Member State in the list; `readable` is how many of its answers the reader may read."""

    code: str
    name: str
    group_id: int
    readable: int
    has_replied: bool


@dataclass(frozen=True)
class StatesPage:
    """The list by group or by alphabet, and what is said about replies."""

    known: Known
    filters: Filters
    by_group: list[tuple[rows.Choice, list[ListedState]]]
    total: int
    named: int
    reply_rate: ReplyRate | None
    only_replied: bool
    names_all_replies: bool
    is_marked: bool
    others: list[tuple[str, list[Respondent]]]

    @property
    def unnamed(self) -> int:
        """Those asked that are not named: no reply, or none that this reader may read."""
        return self.reply_rate.asked - self.named if self.reply_rate else 0


def states_page(actor: Actor, asked: Mapping[str, str]) -> StatesPage:
    """The Member States for this reader, and who else may report, in three queries at most."""
    groups, asked_by_group = rows.groups()
    known = Known(rows.cycles(), [], groups=groups)
    filters = read(asked, known, ALLOWED)
    cycle = filters.cycle
    names_all = actor.is_secretariat and actor.may(Permission.SUBMISSION_READ)
    readable = readable_replies(cycle.cycle, filters.at) if cycle else {}
    replied = replied_ids(actor, cycle.cycle, filters.at) if cycle and names_all else set(readable)
    show = asked.get("show")
    only_replied = bool(cycle) and (show == "replied" if names_all else show != "all")
    is_marked = names_all or only_replied
    states = [
        ListedState(code, name, group_id, readable.get(pk, 0) if is_marked else 0, is_marked and pk in replied)
        for pk, code, name, group_id in _member_states()
        if (filters.group is None or group_id == filters.group.pk) and (not only_replied or pk in replied)
    ]
    counts = counts_for(actor, cycle.cycle, asked=asked_by_group, at=filters.at) if cycle else None
    return StatesPage(
        known, filters,
        [(group, [state for state in states if state.group_id == group.pk]) for group in groups],
        len(states), sum(1 for state in states if state.has_replied),
        rate_of(counts, cycle, filters) if counts and cycle else None,
        only_replied, names_all, is_marked, [] if filters.group else other_respondents(),
    )  # fmt: skip


@by_reference
def _member_states() -> list[tuple[int, str, str, int]]:
    rows = Respondent.objects.member_states().in_order()
    return list(rows.values_list("pk", "code", "short_name", "regional_group_id"))


@by_reference
def other_respondents() -> list[tuple[str, list[Respondent]]]:
    """Observers, organizations and the secretariat, each kind under its name; they are in no share and no group."""
    return [
        (str(RespondentKind(kind).label), list(members))
        for kind, members in groupby(Respondent.objects.others().in_order(), key=attrgetter("kind"))
    ]


def replied_ids(actor: Actor, cycle: ReportingCycle, at: datetime | None = None) -> set[int]:
    """The respondents whose reply was received, as far as this reader may know of it, now or then."""
    found = _replied(actor.reach, cycle) if at is None else list(_whose(replies_for(actor, cycle, at)))
    return {respondent_id for found_ids in found for respondent_id in found_ids[0] or ()}


@compiled
def _replied(actor: Actor, cycle: ReportingCycle) -> QuerySet[Any]:
    return _whose(replies_for(actor, cycle))


def _whose(replies: QuerySet[Any]) -> QuerySet[Any]:
    """All in one value: a row for each would take longer to read than to find."""
    one: Any = replies.order_by().annotate(one=Value(1)).values("one")
    rows_of_one: QuerySet[Any] = one.annotate(whose=ArrayAgg("respondent_id")).values_list("whose")
    return rows_of_one


def rate_of(counts: CycleCounts, cycle: rows.CycleRow, filters: Filters) -> ReplyRate:
    """The reply rate where those asked were not counted by group: now from the cycle, then with the rest."""
    rate = counts.reply_rate
    return rate if filters.at else ReplyRate(rate.replied, cycle.asked, rate.nil)
