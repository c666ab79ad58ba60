"""The matrix respondents by paragraphs, one regional group unfolded at a time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.dashboards import matrix, rows
from commitments.dashboards.filters import Filters, Known, read
from commitments.dashboards.queries.states import replied_ids
from commitments.respondents.models import Respondent
from commitments.rollups.as_of import reading as as_of
from commitments.rollups.measures import ReplyRate
from commitments.rollups.queries import CycleCounts, counts_for
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.web.kept import by_reference

ALLOWED = ("cycle", "group", "instrument", "theme")
ALL = "all"


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
    body: SafeString
    states: int
    hidden: int


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
    counts = counts_for(actor, cycle.cycle, asked=asked_by_group, at=filters.at) if cycle else CycleCounts()
    states = _states(actor, filters, unfolded)
    rates = {group: counts.reply_rate_of(group.pk) for group in groups if actor.is_secretariat}
    tabs = [
        GroupTab(group, rates.get(group), "?" + filters.query(group=group.code), group == unfolded) for group in choices
    ]
    return MatrixPage(
        known, filters, tabs, unfolded, paragraphs,
        matrix.heads(paragraphs), matrix.body(states, paragraphs, filters.as_of_query), len(states), counts.hidden,
    )  # fmt: skip


def _states(actor: Actor, filters: Filters, group: rows.Choice | None) -> list[matrix.MatrixState]:
    if group is None or filters.cycle is None:
        return []
    cycle = filters.cycle.cycle
    replied = replied_ids(actor, cycle, filters.at)
    shown = _in_group(group) if filters.at is None else _in_group_at(group, filters.at)
    found = _found(actor, cycle, group, shown) if filters.at is None else _found_at(cycle, filters.at)
    if not actor.is_secretariat:  # a reader with a named list: those States, and others he reads anyway
        replied |= set(found)
        shown = [state for state in shown if state[0] in actor.read_respondent_ids | set(found)]
    return [matrix.MatrixState(code, name, pk in replied, found.get(pk, ())) for pk, code, name in shown]


@by_reference
def _in_group(group: rows.Choice) -> list[tuple[int, str, str]]:
    states = Respondent.objects.member_states().in_order()
    states = states if group.code == ALL else states.filter(regional_group=group.pk)
    return list(states.values_list("pk", "code", "short_name"))


def _in_group_at(group: rows.Choice, at: datetime) -> list[tuple[int, str, str]]:
    then = [pk for pk, its_group in as_of.groups(at).items() if group.code == ALL or its_group == group.pk]
    return list(Respondent.objects.filter(pk__in=then).in_order().values_list("pk", "code", "short_name"))


def _found(
    actor: Actor, cycle: ReportingCycle, group: rows.Choice, shown: list[tuple[int, str, str]]
) -> dict[int, tuple[tuple[int, str], ...]]:
    answers = ObligationReport.objects.visible_to(actor).reported().filter(cycle=cycle)
    if group.code != ALL:
        answers = answers.filter(respondent__in=[pk for pk, _code, _name in shown])
    per_state = answers.order_by().values_list("respondent_id").annotate(
        asked=ArrayAgg("obligation_id", order_by="obligation_id"), said=ArrayAgg("status", order_by="obligation_id")
    )  # fmt: skip
    return {pk: tuple(zip(asked, said, strict=True)) for pk, asked, said in per_state}


def _found_at(cycle: ReportingCycle, at: datetime) -> dict[int, tuple[tuple[int, str], ...]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for respondent_id, obligation_id, _group, status in as_of.standing_rows(cycle.pk, at):
        found[respondent_id].append((obligation_id, status))
    return {pk: tuple(said) for pk, said in found.items()}
