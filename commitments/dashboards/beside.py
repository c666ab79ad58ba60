"""What stands beside answers of a State or on a paragraph: what lists of treaty acts show, and once what each cites.

Of the present the lists are kept, and an answer comes with what it cites (queries/answers.py); of a moment of the
past both are read with one query.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.template.loader import render_to_string

from commitments.access.audience import Audience
from commitments.dashboards.filters import Filters
from commitments.dashboards.rows import ParagraphRow
from commitments.respondents.models import Respondent
from commitments.rollups.as_of import reading as as_of
from commitments.treaties.facts import TreatyFact
from commitments.treaties.queries import Lists, facts_by_obligation, facts_by_respondent, facts_then, lists_at
from commitments.web.kept import by_reference
from commitments.web.together import together

K = TypeVar("K")


class Beside(NamedTuple):
    """Treaty facts, drawn, by State or paragraph; of the past also what each answer cites, as JSON, by its key."""

    cited: Mapping[int, str]
    facts: Mapping[int, str]
    restricted: frozenset[int] = frozenset()
    """Answers of the past that cite what not everybody may read; of the present each says so itself."""


def beside_a_state(
    state: Respondent, report_ids: Sequence[int], paragraphs: tuple[ParagraphRow, ...], filters: Filters
) -> Beside:
    """Beside the answers of one respondent on these paragraphs of the cycle, now, or as this reader may see it then."""
    if filters.cycle is None or filters.at is None:
        return Beside({}, _beside_paragraphs(state, paragraphs))
    records = as_of.cited(filters.cycle.cycle.pk, filters.at, respondents=[state.pk])
    cited, restricted, facts = _then(records, report_ids, (state,), [row.pk for row in paragraphs], filters)
    return Beside(cited, {row.pk: facts.get((state.pk, row.pk), "") for row in paragraphs}, restricted)


def beside_a_paragraph(
    obligation_id: int, report_ids: Sequence[int], respondents: tuple[Respondent, ...], filters: Filters
) -> Beside:
    """Beside the answers of these respondents on one paragraph."""
    if filters.cycle is None or filters.at is None:
        return Beside({}, _beside_respondents(obligation_id, respondents))
    records = as_of.cited(filters.cycle.cycle.pk, filters.at, obligations=[obligation_id])
    cited, restricted, facts = _then(records, report_ids, respondents, [obligation_id], filters)
    return Beside(cited, {state.pk: facts.get((state.pk, obligation_id), "") for state in respondents}, restricted)


def _then(
    records: QuerySet[Any],
    report_ids: Sequence[int],
    respondents: tuple[Respondent, ...],
    obligation_ids: Sequence[int],
    filters: Filters,
) -> tuple[dict[int, str], frozenset[int], dict[tuple[int, int], str]]:
    """Both as a moment held them, in one query."""
    at = cast(datetime, filters.at)
    lists = lists_at(at, respondents, obligation_ids)
    frozen, treaties, acts = together(records.filter(report__in=report_ids).order_by("pk"), *lists)
    cited = defaultdict(list)
    for record in frozen:
        said = {"kind": record.kind, "evidence": record.evidence_id, "content": record.content}
        cited[record.report_id].append(said)
    facts = facts_then(Lists(treaties, acts), respondents, obligation_ids)
    as_json = {key: json.dumps(found, cls=DjangoJSONEncoder) for key, found in cited.items()}
    restricted = frozenset(record.report_id for record in frozen if record.open_to != Audience.PUBLIC)
    return as_json, restricted, _drawn(facts, filters.as_of_tail)


@by_reference
def _beside_paragraphs(state: Respondent, paragraphs: tuple[ParagraphRow, ...]) -> dict[int, str]:
    return _drawn(facts_by_obligation(state, paragraphs))


@by_reference
def _beside_respondents(obligation_id: int, respondents: tuple[Respondent, ...]) -> dict[int, str]:
    return _drawn(facts_by_respondent(obligation_id, respondents))


def _drawn(facts: Mapping[K, list[TreatyFact]], tail: str = "") -> dict[K, str]:
    """As markup; `tail` ends the addresses of a moment."""
    return {
        key: "".join(
            render_to_string("commitments/treaties/_fact.html", {"fact": fact, "as_of_tail": tail}) for fact in found
        )
        for key, found in facts.items()
    }
