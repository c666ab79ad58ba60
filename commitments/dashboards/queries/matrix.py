"""The matrix respondents by paragraphs, one regional group unfolded at a time, or all in one table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.restricted import tell_statuses
from commitments.dashboards import matrix, rows
from commitments.dashboards.filters import Filters, Known, read
from commitments.dashboards.queries.states import replied_ids
from commitments.dashboards.strips import NOTHING, strips_at, strips_of
from commitments.respondents.models import Respondent
from commitments.rollups.as_of import reading as as_of
from commitments.rollups.measures import ReplyRate
from commitments.rollups.queries import counts_for
from commitments.web.kept import by_reference
from commitments.web.printed import Printed

ALLOWED = ("cycle", "group", "instrument", "theme")
ALL = "all"


class MemberState(NamedTuple):
    """A State as the matrix names it."""

    pk: int
    code: str
    name: str
    group_id: int | None


@dataclass(frozen=True)
class GroupTab:
    """A regional group, folded or not, with its reply rate."""

    group: rows.Choice
    rate: ReplyRate | None
    url: str
    current: bool

    @property
    def label(self) -> str:
        """Its name."""
        return self.group.label

    @property
    def count(self) -> str | None:
        """Replied of asked; nothing for a reader who may not know it."""
        return f"{self.rate.replied}/{self.rate.asked}" if self.rate else None


@dataclass(frozen=True)
class MatrixPage:
    """The unfolded group's table and the other groups' lines."""

    known: Known
    filters: Filters
    tabs: list[GroupTab]
    unfolded: rows.Choice | None
    paragraphs: list[rows.ParagraphRow]
    heads: SafeString
    body: list[Printed]

    @property
    def shows_all(self) -> bool:
        """Whether all regional groups stand in one table."""
        return self.unfolded is not None and self.unfolded.code == ALL


def matrix_page(actor: Actor, asked: Mapping[str, str]) -> MatrixPage:
    """The matrix for this officer and address, in three queries."""
    texts, cycles = rows.texts(), rows.cycles()
    chosen = read(asked, Known(cycles, texts), ("cycle", "instrument")).cycle
    groups, asked_by_group = rows.groups(chosen.cycle if chosen else None)
    everybody = rows.Choice(0, ALL, _("All regional groups"))
    choices = [*groups, everybody]
    known = Known(cycles, texts, groups=choices, themes=rows.themes() if "theme" in asked else ())
    filters = read(asked, known, ALLOWED)
    unfolded = filters.group or (groups[0] if groups and not filters.unknown else None)
    cycle = filters.cycle
    served = [text for text in texts if cycle and text.pk in cycle.instrument_ids]
    paragraphs = [row for row in rows.paragraphs(served, filters.as_of_query) if row.is_asked and filters.wants(row)]
    replied = replied_ids(actor, cycle.cycle, filters.at) if cycle else set()
    states = _states(actor, filters, unfolded, replied)
    rates = _rates(actor, filters, groups, replied, asked_by_group) if actor.is_secretariat else {}
    tabs = [
        GroupTab(group, rates.get(group), "?" + filters.query(group=group.code), group == unfolded) for group in choices
    ]
    return MatrixPage(
        known, filters, tabs, unfolded, paragraphs,
        matrix.heads(tuple(paragraphs)), matrix.body(states, paragraphs, filters.as_of_query),
    )  # fmt: skip


def _states(actor: Actor, filters: Filters, group: rows.Choice | None, replied: set[int]) -> list[matrix.MatrixState]:
    if group is None or filters.cycle is None:
        return []
    cycle, at = filters.cycle.cycle, filters.at
    tell_statuses(cycle.pk)
    everybody = _member_states() if at is None else _member_states_at(at)
    shown = [state for state in everybody if group.code == ALL or state.group_id == group.pk]
    found = strips_of(actor, cycle, [state.pk for state in shown]) if at is None else strips_at(cycle, at)
    if not actor.is_secretariat:  # a reader with a named list: those States, and others he reads anyway
        replied = replied | set(found)
        shown = [state for state in shown if state.pk in actor.read_respondent_ids | set(found)]
    return [
        matrix.MatrixState(state.code, state.name, state.pk in replied, found.get(state.pk, NOTHING)) for state in shown
    ]


def _rates(
    actor: Actor, filters: Filters, groups: Sequence[rows.Choice], replied: set[int], asked: Mapping[int, int]
) -> dict[rows.Choice, ReplyRate]:
    """The reply rate of each regional group, of the replies that the lines are made of."""
    if filters.cycle and filters.at:
        counts = counts_for(actor, filters.cycle.cycle, at=filters.at)
        return {group: counts.reply_rate_of(group.pk) for group in groups}
    in_group = Counter(state.group_id for state in _member_states() if state.pk in replied)
    return {group: ReplyRate(in_group[group.pk], asked.get(group.pk, 0)) for group in groups}


@by_reference
def _member_states() -> list[MemberState]:
    states = Respondent.objects.member_states().in_order()
    return [MemberState(*row) for row in states.values_list("pk", "code", "short_name", "regional_group_id")]


def _member_states_at(at: datetime) -> list[MemberState]:
    then = as_of.groups(at)
    named = rows.respondents().items()
    return [MemberState(pk, state.code, state.short_name, then[pk]) for pk, state in named if pk in then]
