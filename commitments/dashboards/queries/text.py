"""The text as an official document is read, each numbered paragraph with its progress in the margin."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from commitments.access.actor import Actor
from commitments.dashboards import markup, rows
from commitments.dashboards.figures import Figures
from commitments.dashboards.filters import Filters, Known, read_cycle
from commitments.dashboards.prose import PrintedParagraph, printed
from commitments.instruments.blocks import FootnoteBlock
from commitments.instruments.models import Instrument
from commitments.instruments.queries import text_of
from commitments.rollups.counts import CycleCounts
from commitments.rollups.queries import counts_for
from commitments.web.kept import by_reference
from commitments.web.language import reading_language


@dataclass(frozen=True)
class Section:
    """One part of the text: its opening words and its paragraphs."""

    opening: str
    paragraphs: tuple[PrintedParagraph, ...]
    preamble: bool


@dataclass(frozen=True)
class TextPage:
    """An instrument as its page shows it."""

    instrument: Instrument
    known: Known
    filters: Filters
    cycle: rows.CycleRow | None
    figures: Figures
    resolution: tuple[Section, ...]
    declaration: tuple[Section, ...]
    footnotes: tuple[FootnoteBlock, ...]

    @property
    def is_list(self) -> bool:
        """Whether these are recommendations, of which no cycle asks."""
        return any(row.is_recommendation for row in self.figures.paragraphs)


def text_page(actor: Actor, slug: str, asked: Mapping[str, str]) -> TextPage:
    """The text for this reader and address, in one query. Raises Instrument.DoesNotExist."""
    instrument = _instrument(slug, reading_language())
    text = rows.Text(instrument.pk, instrument.slug, instrument.symbol, instrument.title, instrument.is_founding)
    filters, known = read_cycle(asked, rows.cycles(), text)
    cycle = filters.cycle
    paragraphs = rows.paragraphs([text], filters.as_of_query)
    counts = counts_for(actor, cycle.cycle, asked={}, at=filters.at) if cycle else CycleCounts()
    figures = Figures(actor, counts, filters, tuple(paragraphs))
    margins = margins_of(figures)
    whole, wording = text_of(instrument, reading_language()), instrument.wording
    links = {row.pk: row for row in paragraphs}

    def section(opening: str, blocks: object, *, preamble: bool) -> Section:
        return Section(opening, tuple(printed(block, links, margins) for block in blocks), preamble)  # type: ignore[attr-defined]

    return TextPage(
        instrument, known, filters, cycle, figures,
        (
            section(wording.opening, whole.preamble, preamble=True),
            section("", (*whole.operative, *whole.recommendations), preamble=False),
        ),
        (
            section(wording.declaration_opening, whole.declaration_preamble, preamble=True),
            section(wording.declaration_enacting, whole.declaration, preamble=False),
        ),
        whole.footnotes,
    )  # fmt: skip


@by_reference
def _instrument(slug: str, language: str) -> Instrument:
    found: Instrument = Instrument.objects.with_labels(language).get(slug=slug)
    return found


def margins_of(figures: Figures) -> dict[int, SafeString]:
    """What stands beside each numbered paragraph; nothing about answers before there is a cycle."""
    beside = {row.pk: markup.unasked() for row in figures.paragraphs if not (row.is_asked or row.is_recommendation)}
    if figures.filters.cycle is not None:
        beside |= {figure.row.pk: figure.drawn("margin", markup.margin) for figure in figures.of_paragraphs}
    return beside
