"""A State's page: its answers by paragraph as far as the reader may see them; no overall status."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from commitments.access.actor import Actor
from commitments.access.restricted import tell_answers
from commitments.dashboards import rows
from commitments.dashboards.answers import article
from commitments.dashboards.beside import beside_a_state
from commitments.dashboards.filters import Filters, Known, read
from commitments.dashboards.queries.answers import Of, answers_of
from commitments.respondents.models import Respondent
from commitments.rollups.as_of import reading as as_of
from commitments.submissions.models import Submission
from commitments.web.kept import by_reference

ALLOWED = ("cycle",)
MOST_SUBMISSIONS = 12


@dataclass(frozen=True)
class StatePage:
    """Everything a State's page shows to this reader."""

    state: Respondent
    known: Known
    filters: Filters
    answers: list[SafeString]
    submissions: list[Submission]
    has_more_submissions: bool
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
    answers = _answers(actor, state, filters, rows.paragraphs(shown, filters.as_of_query))
    submissions = _submissions(actor, state, filters)
    return StatePage(
        state, known, filters, answers, submissions[:MOST_SUBMISSIONS], len(submissions) > MOST_SUBMISSIONS,
        state.pk in actor.respondent_ids,
    )  # fmt: skip


def _submissions(actor: Actor, state: Respondent, filters: Filters) -> list[Submission]:
    """Those of the cycle that is shown, then the newest of the others, one more than a page lists."""
    at = filters.at
    visible = Submission.objects.visible_to(actor) if at is None else as_of.submissions(at, respondent_id=state.pk)
    found = visible.filter(respondent=state).select_related("cycle")
    here = Q(cycle=filters.cycle.cycle if filters.cycle else None)
    found = found.alias(is_here=here).order_by("-is_here", "-cycle__opened_at", "-number")
    return list(found[: MOST_SUBMISSIONS + 1])


def _answers(
    actor: Actor, state: Respondent, filters: Filters, paragraphs: list[rows.ParagraphRow]
) -> list[SafeString]:
    """Its answers in the cycle that this reader may see, in the order of the text."""
    if filters.cycle is None:
        return []
    cycle, at = filters.cycle.cycle, filters.at
    found = {answer.obligation_id: answer for answer in answers_of(actor, cycle, Of(respondent_id=state.pk), at)}
    if not found:
        return []
    beside = beside_a_state(state, [answer.pk for answer in found.values()], tuple(paragraphs), filters)
    tell_answers(cycle.pk, (answer.as_shown(beside.restricted) for answer in found.values()))
    answered = [(row, found[row.pk]) for row in paragraphs if row.pk in found]
    return [
        article(
            answer.said,
            beside.cited.get(answer.pk, answer.cited),
            beside.facts[row.pk],
            title=row.label,
            url=row.url,
            reference=row.reference,
        )
        for row, answer in answered
    ]


@by_reference
def _respondent(code: str) -> Respondent:
    found: Respondent = Respondent.objects.select_related("regional_group").get(code=code)
    return found
