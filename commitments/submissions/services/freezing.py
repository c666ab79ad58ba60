"""Freezing what a submission cites: each action, figure and evidence item as it reads at this moment."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Max, QuerySet

from commitments.access.audience import Audience, narrower
from commitments.evidence.kinds import FREEZE_FIELDS as EVIDENCE_FIELDS
from commitments.evidence.models import Evidence, EvidenceOfAction
from commitments.implementation.kinds import FREEZE_FIELDS as ACTION_FIELDS
from commitments.implementation.models import ActionObligation, ImplementationAction, Milestone, ReportedFigure
from commitments.implementation.queries import key_of
from commitments.instruments.models import Obligation
from commitments.submissions.models import CitedRecord, EvidenceOfReport, ObligationReport, Submission
from commitments.submissions.status import CONTENT
from commitments.web.together import together

RECOMMENDATIONS = "recommendations"
"""Where the content of an action names the recommendations it serves; left out where it serves none."""
FIGURE_FIELDS = ("label", "value", "unit", "currency", "year", "source", "sex", "age_group")
STEPS_IN_ORDER = ("due_on", "pk")
MILESTONE_FIELDS = ("title", "due_on", "reached_on")
COVER = (
    "period_from", "period_until", "submitting_authority", "contact_name", "contact_email", "contact_details",
    "transmitting_note", "transmitting_note_on", "original_language", "is_nil", "is_provisional",
)  # fmt: skip
Kind = CitedRecord.Kind


def digest(content: object) -> str:
    """SHA-256 of the content in one fixed spelling of JSON."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(submission: Submission) -> str:
    """Write down all that the answered paragraphs cite; returns the digest of the whole submission."""
    reports = list(answered(submission))
    records = list(_records(submission, reports))
    _name_history_events(records)
    CitedRecord.objects.bulk_create(records)
    return digest(whole_content(submission, reports, records))


def would_freeze(submission: Submission, reports: list[ObligationReport]) -> tuple[list[CitedRecord], str]:
    """The same records and digest as sending these, all that is answered, would give now; nothing is written."""
    records = list(_records(submission, reports))
    return records, digest(whole_content(submission, reports, records))


def digest_now(submission: Submission) -> str:
    """By this, whoever read the whole names what he read."""
    return would_freeze(submission, list(answered(submission)))[1]


def answered(submission: Submission) -> QuerySet[ObligationReport]:
    """The standing answers with a status, in the order of the text."""
    return (
        submission.reports.answered()
        .filter(withdrawn_at__isnull=True)
        .order_by("obligation__instrument_id", "obligation__paragraph__position")
        .select_related("obligation")
    )


def in_text_order(reports: Iterable[ObligationReport]) -> list[ObligationReport]:
    """The same of answers that were read already, in the same order."""
    standing = [report for report in reports if report.is_said and not report.is_withdrawn]
    return sorted(standing, key=lambda report: (report.obligation.instrument_id, report.obligation.paragraph.position))


def whole_content(
    submission: Submission, reports: Iterable[ObligationReport], records: Iterable[CitedRecord]
) -> dict[str, Any]:
    """All that a submission says, for its digest: cover, answers, what they cite."""
    cited = defaultdict(list)
    for record in records:
        cited[record.report_id].append(record.sha256)
    return {
        "cover": fields_of(submission, COVER),
        "answers": [
            {"obligation": report.obligation_id, **fields_of(report, CONTENT), "cited": sorted(cited[report.pk])}
            for report in reports
        ],
    }


def fields_of(record: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The named fields as JSON holds them: dates and decimals as text, the rest as it is."""
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, str | bool | int | list) else str(value)


def _records(submission: Submission, reports: list[ObligationReport]) -> Iterator[CitedRecord]:
    if submission.entered_by_id is not None:  # the paper says what it says: it cites none of the State's records
        return
    opened = [report for report in reports if submission.opens(report.obligation_id)]
    yield from _records_now(submission, opened)
    if len(opened) < len(reports):
        yield from _records_before(submission, [report for report in reports if report not in opened])


def _number_before(submission: Submission) -> int:
    """Of the version from which this one was begun."""
    of_reply = Submission.objects.kept().filter(cycle=submission.cycle_id, respondent=submission.respondent_id)
    return of_reply.filter(number__lt=submission.number).aggregate(last=Max("number"))["last"] or 0


def _records_before(submission: Submission, reports: list[ObligationReport]) -> Iterator[CitedRecord]:
    """What the version before cited on paragraphs that are not open in this one: they say what they said."""
    by_obligation = {report.obligation_id: report for report in reports}
    frozen = CitedRecord.objects.filter(
        submission__cycle=submission.cycle_id, submission__respondent=submission.respondent_id,
        submission__number=_number_before(submission), report__obligation__in=list(by_obligation),
    )  # fmt: skip
    for before in frozen.select_related("report", "action", "evidence").order_by("pk"):
        yield _record(
            by_obligation[before.report.obligation_id], before.kind, before.content, audience=before.audience,
            action=before.action, figure_id=before.figure_id, evidence=before.evidence,
        )  # fmt: skip


def _records_now(submission: Submission, reports: list[ObligationReport]) -> Iterator[CitedRecord]:
    by_obligation = {report.obligation_id: report for report in reports}
    links = _links(submission, by_obligation)
    serving = links.order_by().values("action")
    linked, recommended, steps, figures, of_actions, of_reports = together(
        links, _recommended(submission, serving), _steps(serving), _figures(submission, by_obligation),
        _evidence_of_actions(serving), _evidence_of_reports(reports),
    )  # fmt: skip
    actions = _action_records(linked, recommended, steps, by_obligation)
    yield from (_figure_record(figure, by_obligation[figure.obligation_id]) for figure in figures)
    yield from actions
    yield from _records_of_actions(actions, of_actions)
    yield from _records_of_reports(reports, of_reports)


def _record(report: ObligationReport, kind: str, content: dict[str, Any], **cited: Any) -> CitedRecord:
    return CitedRecord(
        submission_id=report.submission_id, report=report, respondent_id=report.respondent_id,
        kind=kind, content=content, sha256=digest(content), **cited,
    )  # fmt: skip


def _links(submission: Submission, obligation_ids: Iterable[int]) -> QuerySet[ActionObligation]:
    of_it = ActionObligation.objects.filter(respondent_id=submission.respondent_id)
    links = of_it.filter(obligation_id__in=list(obligation_ids), action__withdrawn_at__isnull=True)
    return links.select_related("action").order_by("action_id", "obligation_id")


def _recommended(submission: Submission, action_ids: QuerySet[Any, Any]) -> QuerySet[ActionObligation]:
    of_it = ActionObligation.objects.filter(respondent_id=submission.respondent_id, action__in=action_ids)
    links = of_it.filter(obligation__in=Obligation.objects.recommendations()).select_related("obligation__instrument")
    return links.order_by("obligation__instrument_id", "obligation__paragraph__position")


def _steps(action_ids: QuerySet[Any, Any]) -> QuerySet[Milestone]:
    standing: QuerySet[Milestone] = Milestone.objects.filter(action__in=action_ids, withdrawn_at__isnull=True)
    return standing.order_by(*STEPS_IN_ORDER)


def _action_records(
    links: Iterable[ActionObligation],
    recommended: Iterable[ActionObligation],
    steps: Iterable[Milestone],
    by_obligation: dict[int, ObligationReport],
) -> list[CitedRecord]:
    of_action, served = defaultdict(list), defaultdict(list)
    for one in recommended:
        served[one.action_id].append(key_of(one.obligation))
    for step in steps:
        of_action[step.action_id].append(fields_of(step, MILESTONE_FIELDS))
    return [
        _record(
            by_obligation[link.obligation_id], Kind.ACTION,
            {**fields_of(link.action, (*ACTION_FIELDS, "language")), "milestones": of_action[link.action_id],
             **({RECOMMENDATIONS: served[link.action_id]} if served[link.action_id] else {})},
            action=link.action, audience=link.action.audience,
        )
        for link in links
    ]  # fmt: skip


def _figures(submission: Submission, obligation_ids: Iterable[int]) -> QuerySet[ReportedFigure]:
    standing: QuerySet[ReportedFigure] = ReportedFigure.objects.filter(
        respondent_id=submission.respondent_id, obligation_id__in=list(obligation_ids), withdrawn_at__isnull=True
    )
    return standing.order_by("obligation_id", "label", "year", "pk")


def _figure_record(figure: ReportedFigure, report: ObligationReport) -> CitedRecord:
    return _record(report, Kind.FIGURE, fields_of(figure, FIGURE_FIELDS), figure=figure, audience=report.audience)


def _evidence_of_actions(action_ids: QuerySet[Any, Any]) -> QuerySet[EvidenceOfAction]:
    links = EvidenceOfAction.objects.filter(action_id__in=action_ids, evidence__withdrawn_at__isnull=True)
    return links.select_related("evidence__blob").order_by("evidence_id")


def _records_of_actions(actions: list[CitedRecord], links: Iterable[EvidenceOfAction]) -> Iterator[CitedRecord]:
    by_action: dict[int | None, list[Evidence]] = defaultdict(list)
    for link in links:
        by_action[link.action_id].append(link.evidence)
    for record in actions:
        for evidence in by_action[record.action_id]:
            reach = narrower(Audience(evidence.audience), Audience(record.audience))
            yield _record(
                record.report, Kind.EVIDENCE, evidence_content(evidence),
                evidence=evidence, action_id=record.action_id, audience=reach,
            )  # fmt: skip


def _evidence_of_reports(reports: list[ObligationReport]) -> QuerySet[EvidenceOfReport]:
    links = EvidenceOfReport.objects.filter(
        report_id__in=[report.pk for report in reports], evidence__withdrawn_at__isnull=True
    )
    return links.select_related("evidence__blob").order_by("report_id", "evidence_id")


def _records_of_reports(reports: list[ObligationReport], links: Iterable[EvidenceOfReport]) -> Iterator[CitedRecord]:
    by_pk = {report.pk: report for report in reports}
    for link in links:
        yield _record(
            by_pk[link.report_id], Kind.EVIDENCE, evidence_content(link.evidence),
            evidence=link.evidence, audience=link.evidence.audience,
        )  # fmt: skip


def evidence_content(evidence: Evidence) -> dict[str, Any]:
    """What an item of evidence was: its address, its words, and for a file its digest, size and type."""
    content = {**fields_of(evidence, EVIDENCE_FIELDS), "public_id": str(evidence.public_id)}
    if evidence.blob:
        content |= fields_of(evidence.blob, ("size", "content_type"))
    return content


def _name_history_events(records: list[CitedRecord]) -> None:
    for model, name in ((ImplementationAction, "action"), (ReportedFigure, "figure"), (Evidence, "evidence")):
        mine = [record for record in records if record.kind == name]
        latest = _latest_events(model, {getattr(record, f"{name}_id") for record in mine})
        for record in mine:
            record.history_event_id = latest.get(getattr(record, f"{name}_id"))


def _latest_events(model: Any, ids: set[int]) -> dict[int, int]:
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=ids).order_by().values("pgh_obj_id")
    return dict(events.annotate(latest=Max("pgh_id")).values_list("pgh_obj_id", "latest"))
