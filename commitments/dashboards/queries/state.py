"""A State's page: its answers by paragraph as far as the reader may see them; no overall status."""

from collections.abc import Mapping
from dataclasses import dataclass

from commitments.access.actor import Actor
from commitments.dashboards import rows
from commitments.dashboards.filters import Filters, Known, read
from commitments.dashboards.queries.paragraph import Answer, cited_by
from commitments.respondents.models import Respondent
from commitments.rollups.as_of import reading as as_of
from commitments.rollups.queries import answers_for
from commitments.submissions.models import Submission
from commitments.treaties.facts import TreatyFact
from commitments.treaties.queries import facts_by_obligation
from commitments.web.kept import by_reference

ALLOWED = ("cycle",)


@dataclass(frozen=True)
class AnsweredParagraph:
    """A paragraph with the State's answer on it."""

    row: rows.ParagraphRow
    answer: Answer
    facts: list[TreatyFact]


@dataclass(frozen=True)
class StatePage:
    """Everything a State's page shows to this reader."""

    state: Respondent
    known: Known
    filters: Filters
    answered: list[AnsweredParagraph]
    submissions: list[Submission]
    is_own: bool


def state_page(actor: Actor, code: str, asked: Mapping[str, str]) -> StatePage:
    """One respondent for this reader, in two queries. Raises Respondent.DoesNotExist.

    A State with nothing this reader may see gives the same page whether it replied or not.
    """
    state = _respondent(code)
    texts = rows.texts()
    known = Known(rows.cycles(), texts)
    filters = read(asked, known, ALLOWED)
    shown = [text for text in texts if filters.cycle and text.pk in filters.cycle.instrument_ids]
    reports = list(
        answers_for(actor, filters.cycle.cycle, at=filters.at, respondent_id=state.pk)
        .select_related("obligation__paragraph")
    ) if filters.cycle else []  # fmt: skip
    by_obligation = {report.obligation_id: report for report in reports}
    cited = cited_by(actor, reports, filters.at) if reports else {}
    asked_of = [report.obligation for report in reports]
    facts = facts_by_obligation(state, asked_of, at=filters.at) if reports else {}
    answered = [
        AnsweredParagraph(row, Answer(by_obligation[row.pk], cited.get(by_obligation[row.pk].pk, [])), facts[row.pk])
        for row in (rows.paragraphs(shown, filters.as_of_query) if reports else [])
        if row.pk in by_obligation
    ]
    visible = (
        Submission.objects.visible_to(actor)
        if filters.at is None
        else as_of.submissions(filters.at, respondent_id=state.pk)
    )
    submissions = visible.filter(respondent=state).select_related("cycle")
    return StatePage(
        state, known, filters, answered, list(submissions.order_by("-cycle__opened_at", "-number")),
        state.pk in actor.respondent_ids,
    )  # fmt: skip


@by_reference
def _respondent(code: str) -> Respondent:
    found: Respondent = Respondent.objects.select_related("regional_group").get(code=code)
    return found
