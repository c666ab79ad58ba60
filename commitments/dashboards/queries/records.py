"""The records under a figure: a list that adds up to it, with the one line for what the reader may not see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commitments.access.actor import Actor
from commitments.dashboards import rows
from commitments.dashboards.figures import hidden_line
from commitments.dashboards.filters import Filters, Known, read
from commitments.respondents.models import Respondent
from commitments.rollups.queries import answers_for, counts_for, of_member_states
from commitments.submissions.models import ObligationReport

ALLOWED = ("cycle", "instrument", "theme", "group", "paragraph", "status", "state", "counted")


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
    readable = answers_for(actor, filters.cycle.cycle, at=filters.at).filter(obligation__in=list(wanted))
    answers = of_member_states(readable, group_id=filters.group.pk if filters.group else None, at=filters.at)
    if filters.state:
        answers = answers.filter(respondent=filters.state.pk)
    if filters.status:
        answers = answers.filter(status=filters.status.value)
    return answers.select_related("respondent").order_by(
        "obligation__instrument_id", "obligation__paragraph__position", "respondent__position"
    )


def _states(asked: Mapping[str, str]) -> list[rows.Choice]:
    """The one State the address names, if there is one of that name."""
    found = Respondent.objects.filter(code=str(asked["state"])[:16]) if asked.get("state") else ()
    return [rows.Choice(state.pk, state.code, state.short_name) for state in found]


def _hidden(actor: Actor, number: int) -> str:
    return hidden_line(actor, number) if number else ""
