"""A paragraph's page: its text and all that was read in it, how it adds up, and the answers the reader may see."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString

from commitments.access.actor import Actor
from commitments.access.restricted import tell_answers
from commitments.dashboards import rows
from commitments.dashboards.answers import article
from commitments.dashboards.beside import beside_a_paragraph
from commitments.dashboards.figures import Figures, ParagraphFigure
from commitments.dashboards.filters import Filters, Known, read_cycle
from commitments.dashboards.prose import words_of
from commitments.dashboards.queries.answers import Of, answers_of
from commitments.dashboards.queries.states import rate_of
from commitments.instruments.details import ObligationPage
from commitments.instruments.models import Instrument
from commitments.instruments.queries import obligation_page
from commitments.rollups.counts import CycleCounts
from commitments.rollups.measures import ReplyRate, Segment
from commitments.rollups.queries import counts_for
from commitments.treaties.models import ObligationTreaty
from commitments.web.kept import by_reference
from commitments.web.language import reading_language

SHOWN = 60


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
    answers: list[SafeString]
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
    """One paragraph for this reader and address, in two queries.

    Raises Instrument or Obligation DoesNotExist.
    """
    instrument = _with_treaties(slug, reference)
    page = obligation_page(instrument, reference, reading_language())
    row = _row(instrument, page)
    filters, known = read_cycle(asked, rows.cycles(), row.text)
    cycle = filters.cycle
    counts = counts_for(actor, cycle.cycle, asked={}, at=filters.at, only=row.pk) if cycle else CycleCounts()
    figures = Figures(actor, counts, filters, (row,))
    counted = counts.by_obligation().get(row.pk, Counter())
    found = answers_on(actor, row, filters)
    return ParagraphPage(
        page=page, instrument=instrument, row=row, html=words_of(page.block), known=known,
        filters=filters, cycle=cycle, figures=figures,
        figure=figures.of_paragraph(row, counted),
        capacities=figures.by_capacity(row) if row.answers_as else [],
        reply_rate=rate_of(counts, cycle, filters) if cycle else ReplyRate(0, 0),
        answers=found[:SHOWN], more_answers=max(0, sum(counted.values()) - SHOWN),
        treaties=[BesideTreaty.read(found) for found in instrument.treaties_read],
    )  # fmt: skip


def answers_on(actor: Actor, row: rows.ParagraphRow, filters: Filters) -> list[SafeString]:
    """The answers in the cycle this reader may see, Member States first, in their alphabetical order; one too many."""
    if filters.cycle is None:
        return []
    cycle, at = filters.cycle.cycle, filters.at
    found = answers_of(actor, cycle, Of(obligation_id=row.pk, most=SHOWN + 1), at)
    everybody = rows.respondents()
    named = tuple(everybody[answer.respondent_id] for answer in found)
    beside = beside_a_paragraph(row.pk, [answer.pk for answer in found], named, filters)
    tell_answers(cycle.pk, (answer.as_shown(beside.restricted) for answer in found[:SHOWN]))
    return [
        article(
            answer.said, beside.cited.get(answer.pk, answer.cited), beside.facts.get(state.pk, ""),
            title=state.short_name, url=f"/states/{state.code}/{filters.as_of_tail}",
        )
        for answer, state in zip(found, named, strict=True)
    ]  # fmt: skip


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
