"""An adopted text as it was read: frozen, with the line of the source beside everything."""

import re
from dataclasses import dataclass
from datetime import date

from commitments.instruments.parts import Part, reference_of


@dataclass(frozen=True)
class ReadIndicator:
    """A footnote's number: it stood before the character at `offset` of the cleaned text."""

    number: int
    offset: int
    line: int
    word: str
    punctuation: str
    doubt: str = ""


@dataclass(frozen=True)
class NotAnIndicator:
    """A number glued to a word that was left in the text, and why."""

    glued: str
    line: int
    reason: str


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph: cleaned text, and what the source has around it."""

    part: Part
    number: int | None
    number_is_printed: bool
    position: int
    line: int
    lead: str
    text: str
    tail: str
    indicators: tuple[ReadIndicator, ...] = ()
    label: str = ""
    """What a list itself calls it; an adopted text calls its paragraphs nothing."""

    @property
    def reference(self) -> str:
        return reference_of(self.part, self.number)

    def restored(self) -> str:
        """The paragraph as the source has it, character for character."""
        return self.lead + with_indicators(self.text, [(i.offset, i.number) for i in self.indicators]) + self.tail


@dataclass(frozen=True)
class ReadHeading:
    """A heading, and the position of the paragraph it stands above."""

    label: str
    text: str
    line: int
    above: int


@dataclass(frozen=True)
class ReadFootnote:
    """A footnote."""

    number: int
    text: str
    tail: str
    line: int


@dataclass(frozen=True)
class ReadHeader:
    """What stands above the text."""

    body: str
    number: str
    title: str
    session: int | None = None
    adopted_on: date | None = None
    committee: str = ""
    committee_report: str = ""


@dataclass(frozen=True)
class ReadTail:
    """What the document system flattened into the end; `unread` are lines nobody could place."""

    symbol: str = ""
    body: str = ""
    distribution: str = ""
    distributed_on: date | None = None
    session_words: str = ""
    agenda_item: str = ""
    agenda_item_title: str = ""
    job_number: str = ""
    ods_job_number: str = ""
    unread: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadFormulas:
    """The sentences that frame the paragraphs: who speaks, and that the declaration now begins."""

    opening: str = ""
    declaration_title: str = ""
    declaration_opening: str = ""
    declaration_enacting: str = ""


@dataclass(frozen=True)
class ReadInstrument:
    """The whole text."""

    symbol: str
    header: ReadHeader
    tail: ReadTail
    formulas: ReadFormulas
    plenary_meeting: int | None
    adopted_on: date | None
    paragraphs: tuple[ReadParagraph, ...]
    headings: tuple[ReadHeading, ...]
    footnotes: tuple[ReadFootnote, ...]
    not_indicators: tuple[NotAnIndicator, ...]

    @property
    def slug(self) -> str:
        return "-".join(re.findall(r"[A-Za-z0-9_-]+", self.symbol))

    def in_part(self, part: Part) -> tuple[ReadParagraph, ...]:
        """The paragraphs of one part, in order."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.part == part)

    def by_reference(self) -> dict[str, ReadParagraph]:
        """The numbered paragraphs under their references, in order."""
        return {paragraph.reference: paragraph for paragraph in self.paragraphs if paragraph.reference}

    @property
    def indicators(self) -> tuple[ReadIndicator, ...]:
        return tuple(indicator for paragraph in self.paragraphs for indicator in paragraph.indicators)

    @property
    def doubts(self) -> tuple[ReadIndicator, ...]:
        return tuple(indicator for indicator in self.indicators if indicator.doubt)

    def restored_text(self) -> str:
        """All paragraphs as the source has them, in order, one after the other."""
        return "\n".join(paragraph.restored() for paragraph in self.paragraphs)


def with_indicators(text: str, indicators: list[tuple[int, int]]) -> str:
    """The cleaned text with the numbers of its footnotes put back at their offsets."""
    pieces, start = [], 0
    for offset, number in sorted(indicators):
        pieces += [text[start:offset], str(number)]
        start = offset
    return "".join([*pieces, text[start:]])
