"""The records under a figure: a list that adds up to it, with the one line for what the reader may not see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from commitments.access.actor import Actor
from commitments.dashboards import rows
from commitments.dashboards.figures import hidden_line
from commitments.dashboards.filters import Filters, Known, read
from commitments.respondents.models import Respondent
from commitments.rollups.as_of import reading as as_of
from commitments.rollups.queries import answers_for, counts_for, of_member_states
from commitments.submissions.models import ObligationReport

ALLOWED = ("cycle", "instrument", "theme", "group", "paragraph", "status", "answers_as", "state", "counted")


@dataclass(frozen=True)
class RecordsPage:
    """The filters, the answers they leave (not fetched yet), and what cannot be shown."""

    known: Known
    filters: Filters
    answers: Any
    paragraphs: dict[int, rows.ParagraphRow]
    hidden_line: str


def records_page(actor: Actor, asked: Mapping[str, str]) -> RecordsPage:
    """The answers of Member States this reader may see under these filters; six queries and those of the list."""
    texts, cycles = rows.texts(), rows.cycles()
    groups, _asked = rows.groups()
    paragraphs = rows.paragraphs(texts)
    known = Known(cycles, texts, [row for row in paragraphs if row.is_asked], groups, rows.themes(), _states(asked))
    filters = read(asked, known, ALLOWED)
    if filters.cycle is None or filters.unknown:
        return RecordsPage(known, filters, ObligationReport.objects.none(), {}, "")
    wanted = {row.pk: replace(row, query=filters.as_of_query) for row in paragraphs if filters.wants(row)}
    return RecordsPage(
        known, filters, _answers(actor, filters, wanted), wanted,
        _hidden(actor, counts_for(actor, filters.cycle.cycle, asked={}, at=filters.at).hidden),
    )  # fmt: skip


def _answers(actor: Actor, filters: Filters, wanted: Mapping[int, rows.ParagraphRow]) -> Any:
    assert filters.cycle is not None  # noqa: S101 (said to mypy; the caller looked)
    if filters.at is not None:
        return AnswersThen(filters.cycle.cycle.pk, filters.at, _standing(filters, wanted))
    readable = answers_for(actor, filters.cycle.cycle).filter(obligation__in=list(wanted))
    answers = of_member_states(readable, group_id=filters.group.pk if filters.group else None)
    if filters.state:
        answers = answers.filter(respondent=filters.state.pk)
    if filters.status:
        answers = answers.filter(status=filters.status.value)
    if filters.capacity is not None:
        answers = answers.filter(answers_as=filters.capacity.value)
    return answers.select_related("respondent").order_by(
        "obligation__instrument_id", "obligation__paragraph__position", "respondent__position"
    )


@dataclass(frozen=True)
class AnswersThen(Sequence[Any]):
    """The answers of a moment: known by respondent and paragraph, their content read for the page that is shown."""

    cycle_id: int
    at: datetime
    keys: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: Any) -> Any:
        wanted = self.keys[part]
        read = as_of.answers(
            self.cycle_id, self.at,
            respondents={whose for whose, _on in wanted}, obligations={on for _whose, on in wanted},
        )  # fmt: skip
        found = {(report.respondent_id, report.obligation_id): report for report in read.select_related("respondent")}
        return [found[key] for key in wanted if key in found]


def _standing(filters: Filters, wanted: Mapping[int, rows.ParagraphRow]) -> list[tuple[int, int]]:
    """The Member States' answers of the moment that the filters leave, in the order of the text, then of the States."""
    assert filters.cycle is not None  # noqa: S101 (said to mypy; the caller looked)
    assert filters.at is not None  # noqa: S101 (the same)
    places = {pk: place for place, pk in enumerate(wanted)}
    capacity = None if filters.capacity is None else filters.capacity.value
    states = {pk: place for place, pk in enumerate(rows.respondents())}
    found = [
        (whose, on)
        for whose, on, group, status in as_of.standing_rows(filters.cycle.cycle.pk, filters.at, answers_as=capacity)
        if group is not None
        and on in places
        and (filters.group is None or group == filters.group.pk)
        and (filters.state is None or whose == filters.state.pk)
        and (filters.status is None or status == filters.status.value)
    ]
    return sorted(found, key=lambda key: (places[key[1]], states[key[0]]))


def _states(asked: Mapping[str, str]) -> list[rows.Choice]:
    """The one State the address names, if there is one of that name."""
    found = Respondent.objects.filter(code=str(asked["state"])[:16]) if asked.get("state") else ()
    return [rows.Choice(state.pk, state.code, state.short_name) for state in found]


def _hidden(actor: Actor, number: int) -> str:
    return hidden_line(actor, number) if number else ""
