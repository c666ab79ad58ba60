"""A paragraph's page: its text and all that was read in it, how it adds up, and the answers the reader may see."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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
from commitments.instruments.details import ObligationPage
from commitments.instruments.models import Instrument
from commitments.instruments.queries import obligation_page
from commitments.rollups.measures import ReplyRate, Segment
from commitments.rollups.queries import CycleCounts, counts_for
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
    counts = counts_for(actor, cycle.cycle, asked={}) if cycle else CycleCounts()
    figures = Figures(actor, counts, filters, (row,))
    counted = counts.by_obligation().get(row.pk, Counter())
    found = answers_on(actor, cycle, row.pk, has_treaties=bool(instrument.treaties_read))
    return ParagraphPage(
        page=page, instrument=instrument, row=row, html=words_of(page.block), known=known,
        filters=filters, cycle=cycle, figures=figures,
        figure=figures.of_paragraph(row, counted),
        capacities=figures.by_capacity(row) if row.answers_as else [],
        reply_rate=ReplyRate(counts.reply_rate.replied, cycle.asked if cycle else 0, counts.reply_rate.nil),
        answers=found[:SHOWN], more_answers=max(0, sum(counted.values()) - SHOWN),
        treaties=[BesideTreaty.read(found) for found in instrument.treaties_read],
    )  # fmt: skip


def answers_on(actor: Actor, cycle: rows.CycleRow | None, obligation_id: int, *, has_treaties: bool) -> list[Answer]:
    """The answers in the cycle this reader may see, Member States first, in their alphabetical order."""
    if cycle is None:
        return []
    reports = list(
        ObligationReport.objects.visible_to(actor).reported()
        .filter(cycle=cycle.cycle, obligation=obligation_id)
        .select_related("respondent").order_by("respondent__position")[: SHOWN + 1]
    )  # fmt: skip
    cited = cited_by(actor, [report.pk for report in reports])
    named = [report.respondent for report in reports]
    facts = facts_by_respondent(obligation_id, named) if has_treaties else {}
    return [Answer(report, cited[report.pk], facts.get(report.respondent_id, [])) for report in reports]


def cited_by(actor: Actor, report_ids: Sequence[int]) -> dict[int, list[CitedRecord]]:
    """What each answer cites, as frozen when it was sent and as far as this reader may see it now."""
    found: dict[int, list[CitedRecord]] = defaultdict(list)
    records = CitedRecord.objects.visible_to(actor).filter(report__in=report_ids).order_by("report_id", "pk")
    for record in records:
        found[record.report_id].append(record)
    return found


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
