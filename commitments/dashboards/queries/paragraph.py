"""A paragraph's page: its text and all that was read in it, how it adds up, and the answers the reader may see."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString

from commitments.access.actor import Actor
from commitments.dashboards import rows
from commitments.dashboards.figures import Figures, ParagraphFigure
from commitments.dashboards.filters import Filters, Known, read_cycle
from commitments.dashboards.prose import words_of
from commitments.dashboards.queries.states import rate_of
from commitments.instruments.details import ObligationPage
from commitments.instruments.models import Instrument
from commitments.instruments.queries import obligation_page
from commitments.rollups.as_of import reading as as_of
from commitments.rollups.measures import ReplyRate, Segment
from commitments.rollups.queries import CycleCounts, answers_for, counts_for
from commitments.submissions.models import CitedRecord, ObligationReport
from commitments.treaties.facts import TreatyFact
from commitments.treaties.models import ObligationTreaty
from commitments.treaties.queries import facts_by_respondent
from commitments.web.kept import by_reference
from commitments.web.language import reading_language

SHOWN = 60


@dataclass(frozen=True)
class Answer:
    """One answer with the actions, figures and evidence it cites, as this reader may see them."""

    report: ObligationReport
    cited: list[CitedRecord] = field(default_factory=list)
    facts: list[TreatyFact] = field(default_factory=list)

    @property
    def actions(self) -> list[CitedRecord]:
        """The implementation actions it cites."""
        return [record for record in self.cited if record.kind == CitedRecord.Kind.ACTION]

    @property
    def figures(self) -> list[CitedRecord]:
        """The figures it gives."""
        return [record for record in self.cited if record.kind == CitedRecord.Kind.FIGURE]

    @property
    def evidence(self) -> list[CitedRecord]:
        """The evidence that shows it, each piece once."""
        found = {record.evidence_id: record for record in self.cited if record.kind == CitedRecord.Kind.EVIDENCE}
        return list(found.values())


@dataclass(frozen=True)
class ParagraphPage:
    """Everything a paragraph's page shows."""

    page: ObligationPage
    instrument: Instrument
    row: rows.ParagraphRow
    html: SafeString
    known: Known
    filters: Filters
    cycle: rows.CycleRow | None
    figures: Figures
    figure: ParagraphFigure
    capacities: list[tuple[str, tuple[Segment, ...]]]
    reply_rate: ReplyRate
    answers: list[Answer]
    more_answers: int
    treaties: list["BesideTreaty"]


@dataclass(frozen=True)
class BesideTreaty:
    """A treaty whose facts stand beside the answers, with the date of the list held."""

    key: str
    name: str
    reason: str
    list_as_of: date | None

    @classmethod
    def read(cls, row: Mapping[str, str | None]) -> "BesideTreaty":
        """One row as the database gives it."""
        day = row["list_as_of"]
        return cls(str(row["key"]), str(row["name"]), str(row["reason"]), date.fromisoformat(day) if day else None)


def paragraph_page(actor: Actor, slug: str, reference: str, asked: Mapping[str, str]) -> ParagraphPage:
    """One paragraph for this reader and address, in three queries.

    Raises Instrument or Obligation DoesNotExist.
    """
    instrument = _with_treaties(slug, reference)
    page = obligation_page(instrument, reference, reading_language())
    row = _row(instrument, page)
    filters, known = read_cycle(asked, rows.cycles(), row.text)
    cycle = filters.cycle
    counts = counts_for(actor, cycle.cycle, asked={}, at=filters.at) if cycle else CycleCounts()
    figures = Figures(actor, counts, filters, (row,))
    counted = counts.by_obligation().get(row.pk, Counter())
    found = answers_on(actor, cycle, row.pk, has_treaties=bool(instrument.treaties_read), at=filters.at)
    return ParagraphPage(
        page=page, instrument=instrument, row=row, html=words_of(page.block), known=known,
        filters=filters, cycle=cycle, figures=figures,
        figure=figures.of_paragraph(row, counted),
        capacities=figures.by_capacity(row) if row.answers_as else [],
        reply_rate=rate_of(counts, cycle, filters) if cycle else ReplyRate(0, 0),
        answers=found[:SHOWN], more_answers=max(0, sum(counted.values()) - SHOWN),
        treaties=[BesideTreaty.read(found) for found in instrument.treaties_read],
    )  # fmt: skip


def answers_on(
    actor: Actor, cycle: rows.CycleRow | None, obligation_id: int, *, has_treaties: bool, at: datetime | None = None
) -> list[Answer]:
    """The answers in the cycle this reader may see, Member States first, in their alphabetical order."""
    if cycle is None:
        return []
    reports = list(
        answers_for(actor, cycle.cycle, at=at, obligation_id=obligation_id)
        .select_related("respondent").order_by("respondent__position")[: SHOWN + 1]
    )  # fmt: skip
    cited = cited_by(actor, reports, at)
    named = [report.respondent for report in reports]
    facts = facts_by_respondent(obligation_id, named, at=at) if has_treaties else {}
    return [Answer(report, cited[report.pk], facts.get(report.respondent_id, [])) for report in reports]


def cited_by(
    actor: Actor, reports: Sequence[ObligationReport], at: datetime | None = None
) -> dict[int, list[CitedRecord]]:
    """What each of one cycle's answers cites, as frozen when it was sent and as far as this reader may see it."""
    found: dict[int, list[CitedRecord]] = defaultdict(list)
    records = CitedRecord.objects.visible_to(actor) if at is None else _cited_at(reports, at)
    for record in records.filter(report__in=[report.pk for report in reports]).order_by("report_id", "pk"):
        found[record.report_id].append(record)
    return found


def _cited_at(reports: Sequence[ObligationReport], at: datetime) -> Any:
    """Asked for no more than the respondent, or the paragraph, that the answers have in common."""
    if not reports:
        return CitedRecord.objects.none()
    whose, on = {report.respondent_id for report in reports}, {report.obligation_id for report in reports}
    return as_of.cited(
        reports[0].cycle_id, at,
        respondent_id=whose.pop() if len(whose) == 1 else None, obligation_id=on.pop() if len(on) == 1 else None,
    )  # fmt: skip


@by_reference
def _with_treaties(slug: str, reference: str) -> Any:
    linked = ObligationTreaty.objects.filter(obligation__instrument=OuterRef("pk"), obligation__reference=reference)
    named = linked.order_by("treaty__position").values(
        row=JSONObject(key="treaty__key", name="treaty__short_name", reason="reason", list_as_of="treaty__list_as_of")
    )
    return Instrument.objects.annotate(treaties_read=ArraySubquery(named)).get(slug=slug)


def _row(instrument: Instrument, page: ObligationPage) -> rows.ParagraphRow:
    asked = page.obligation
    text = rows.Text(instrument.pk, instrument.slug, instrument.symbol, "", instrument.is_founding)
    return rows.ParagraphRow(
        asked.pk, text, asked.reference, asked.number, page.block.part, page.label, asked.type, asked.reportable,
        tuple(asked.answers_as), (), tuple(body.code for body in page.addressees),
    )  # fmt: skip
