"""Reads the whole of an adopted text into one frozen value."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from commitments.instruments.parts import Part
from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.footnotes import read_footnotes
from commitments.instruments.reading.header import read_header
from commitments.instruments.reading.indicators import Sequence, take_out
from commitments.instruments.reading.lines import Line, date_of, written
from commitments.instruments.reading.paragraphs import RawParagraph, cut
from commitments.instruments.reading.parts_of_text import (
    PARTS_OF_DECLARATION,
    PARTS_OF_RESOLUTION,
    Divided,
    divided_declaration,
    divided_resolution,
)
from commitments.instruments.reading.sections import MEETING, Sections, sections_of
from commitments.instruments.reading.tail import read_tail
from commitments.instruments.reading.values import (
    NotAnIndicator,
    ReadFormulas,
    ReadHeader,
    ReadHeading,
    ReadInstrument,
    ReadParagraph,
    ReadTail,
)

SYMBOL_PREFIXES = {"the General Assembly": "A/RES/", "General Assembly": "A/RES/"}


class Collected:
    """Paragraphs as they are read one after the other, with the count of footnotes going on."""

    def __init__(self, *, notes: int) -> None:
        self.sequence = Sequence(notes)
        self.paragraphs: list[ReadParagraph] = []
        self.headings: list[ReadHeading] = []
        self.left: list[NotAnIndicator] = []

    def add(self, divided: Divided, parts: tuple[Part, Part]) -> None:
        """Read the preamble and the numbered paragraphs of a resolution or a declaration."""
        unnumbered, numbered = parts
        for raw in divided.preamble:
            self._read(raw, unnumbered, None)
        for number, raw in enumerate(divided.numbered, start=1):
            self._read(raw, numbered, number)

    def _read(self, raw: RawParagraph, part: Part, number: int | None) -> None:
        taken = take_out(raw.body, line=raw.line, sequence=self.sequence)
        position = len(self.paragraphs) + 1
        self.left += taken.left
        self.headings += [replace(heading, above=position) for heading in raw.headings]
        self.paragraphs.append(
            ReadParagraph(
                part, number, raw.number is not None, position, raw.line,
                raw.lead, taken.text, raw.tail, taken.indicators,
            )
        )  # fmt: skip


def read_instrument(text: str) -> ReadInstrument:
    """The text as data. Refuses with ReadingError, naming the line, what is not an adopted text."""
    sections = sections_of(text)
    header, tail = read_header(sections.header, sections.title), read_tail(sections.tail)
    footnotes = read_footnotes(sections.footnotes)
    collected = Collected(notes=len(footnotes))
    resolution = divided_resolution(cut(sections.resolution), line=sections.title.number)
    collected.add(resolution, PARTS_OF_RESOLUTION)
    header = replace(header, title=" ".join([header.title, *resolution.subtitle]))
    formulas = ReadFormulas(opening=resolution.opening)
    if sections.annex:
        formulas = _declaration(sections, collected, formulas)
    return ReadInstrument(
        symbol=_symbol(header, tail, sections),
        header=header,
        tail=tail,
        formulas=formulas,
        plenary_meeting=_meeting(sections.meeting),
        adopted_on=_adopted_on(header, sections),
        paragraphs=tuple(collected.paragraphs),
        headings=tuple(collected.headings),
        footnotes=footnotes,
        not_indicators=tuple(collected.left),
    )


def _declaration(sections: Sections, collected: Collected, formulas: ReadFormulas) -> ReadFormulas:
    title = next(written(sections.annex), sections.annex[0])
    if title.is_blank or title.is_indented:
        raise ReadingError(_("The annex has no title."), line=title.number)
    after = tuple(line for line in sections.annex if line.number > title.number)
    divided = divided_declaration(cut(after), line=title.number)
    collected.add(divided, PARTS_OF_DECLARATION)
    return replace(
        formulas,
        declaration_title=title.stripped,
        declaration_opening=divided.opening,
        declaration_enacting=divided.enacting,
    )


def _symbol(header: ReadHeader, tail: ReadTail, sections: Sections) -> str:
    """The symbol in the tail, or made from the number; the two must agree."""
    if not tail.symbol:
        prefix = SYMBOL_PREFIXES.get(header.body, "")
        return f"{prefix}{header.number}".replace(" ", "")
    if not tail.symbol.endswith(f"/{header.number.replace(' ', '')}"):
        raise ReadingError(
            _("The number %(number)s does not agree with the symbol %(symbol)s at the end of the file.")
            % {"number": header.number, "symbol": tail.symbol},
            line=sections.title.number,
        )
    return tail.symbol


def _meeting(lines: tuple[Line, ...]) -> int | None:
    found = MEETING.match(lines[0].stripped) if lines else None
    return int(found["meeting"]) if found else None


def _adopted_on(header: ReadHeader, sections: Sections) -> date | None:
    """The day in the header and the day under the last paragraph: one, or both alike."""
    dated = [(line, day) for line in written(sections.meeting[1:]) if (day := date_of(line.stripped))]
    if not dated:
        return header.adopted_on
    line, day = dated[0]
    if header.adopted_on not in {None, day}:
        raise ReadingError(_("This date of adoption differs from the one in the header."), line=line.number)
    return day
