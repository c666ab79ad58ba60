"""One paragraph across all States: each answer that the reader may see, with note, remarks and questions."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import QuerySet
from django.http import Http404

from commitments.access.actor import Actor
from commitments.access.restricted import tell_answers
from commitments.instruments.models import Obligation
from commitments.review.models import ClarificationRequest, Finding
from commitments.review.queries.cycles import paragraphs_of
from commitments.review.queries.reply import ReadRow, failing_links, remarks_on, since_by_evidence
from commitments.submissions.models import CitedRecord, ObligationReport, ReportingCycle
from commitments.submissions.queries.reading import ReadAnswer
from commitments.treaties.queries import facts_by_respondent
from commitments.web.grouped import grouped
from commitments.web.together import together


@dataclass(frozen=True)
class ParagraphPage:
    """The paragraph with what each State said on it, in the order of names."""

    obligation: Obligation
    states: list[ReadRow]
    previous: Obligation | None
    next: Obligation | None


def paragraph_page(
    cycle: ReportingCycle, slug: str, reference: str, actor: Actor, *, language: str, now: datetime
) -> ParagraphPage:
    """The page; a paragraph that the cycle does not ask of States does not exist (404)."""
    asked = paragraphs_of(cycle, language)
    at = next((i for i, o in enumerate(asked) if (o.instrument.slug, o.reference) == (slug, reference)), None)
    if at is None:
        raise Http404
    return ParagraphPage(
        asked[at], _states(cycle, asked[at], actor, now=now),
        asked[at - 1] if at else None, asked[at + 1] if at + 1 < len(asked) else None,
    )  # fmt: skip


def _states(cycle: ReportingCycle, obligation: Obligation, actor: Actor, *, now: datetime) -> list[ReadRow]:
    answers = _answers(cycle, obligation, actor)
    reports, cited, findings, questions, failing = together(
        answers,
        CitedRecord.objects.visible_to(actor).filter(cycle=cycle, report__obligation=obligation).order_by("pk"),
        Finding.objects.visible_to(actor).filter(report__obligation=obligation, report__cycle=cycle),
        ClarificationRequest.objects.visible_to(actor).filter(cycle=cycle, obligation_ids__contains=[obligation.pk]),
        failing_links(cycle.pk, obligation_id=obligation.pk),
    )
    of_report: dict[int, ReadAnswer] = {one.pk: ReadAnswer(obligation, one) for one in reports}
    for record in cited:
        if record.report_id in of_report:
            of_report[record.report_id].cited[record.kind].append(record)
    tell_answers(cycle.pk, (one.as_shown() for one in of_report.values()))
    noted, broken = {one.report_id: one for one in findings}, since_by_evidence(failing)
    asked = grouped(questions, attrgetter("respondent_id"))
    facts = facts_by_respondent(obligation.pk, [one.respondent for one in reports])
    return [
        ReadRow(
            of_report[one.pk],
            remarks_on(of_report[one.pk], facts[one.respondent_id], broken, on=now.date()),
            noted.get(one.pk), asked[one.respondent_id],
        )
        for one in reports
    ]  # fmt: skip


def _answers(cycle: ReportingCycle, obligation: Obligation, actor: Actor) -> QuerySet[ObligationReport]:
    """Of the versions in force, as far as this reader may read them."""
    shown: QuerySet[ObligationReport] = ObligationReport.objects.visible_to(actor).reported()
    return (
        shown.filter(cycle=cycle, obligation=obligation)
        .select_related("submission", "respondent").order_by("respondent__position", "pk")
    )  # fmt: skip
