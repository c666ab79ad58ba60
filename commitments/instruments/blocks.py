"""A text ready to be drawn: paragraphs as items of segments, so that a page puts footnotes where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commitments.instruments.reading.paragraphs import items_of


@dataclass(frozen=True)
class Note:
    """A footnote's number in the words; `anchor` is its own address, so that the note leads back."""

    number: int
    offset: int
    anchor: str
    doubt: str = ""

    @property
    def target(self) -> str:
        return f"note-{self.number}"


@dataclass(frozen=True)
class Segment:
    """A run of words, or one footnote indicator."""

    text: str
    note: Note | None = None


@dataclass(frozen=True)
class Item:
    """A line of a paragraph with its label: "(a)", or empty for the paragraph's own words."""

    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class HeadingBlock:
    """A heading above a paragraph."""

    label: str
    text: str


@dataclass(frozen=True)
class ParagraphBlock:
    """One paragraph as a page draws it."""

    paragraph_id: int
    obligation_id: int | None
    part: str
    number: int | None
    number_is_printed: bool
    reference: str
    language: str
    text: str
    items: tuple[Item, ...]
    headings: tuple[HeadingBlock, ...] = ()

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers of the footnotes it points to, each once."""
        numbers = (s.note.number for item in self.items for s in item.segments if s.note)
        return tuple(dict.fromkeys(numbers))


@dataclass(frozen=True)
class FootnoteBlock:
    """A footnote with the addresses of the places that point to it."""

    number: int
    text: str
    anchors: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return f"note-{self.number}"


@dataclass(frozen=True)
class InstrumentText:
    """A whole instrument as a page draws it, in the order of the text."""

    blocks: tuple[ParagraphBlock, ...]
    footnotes: tuple[FootnoteBlock, ...]

    def in_part(self, part: str) -> tuple[ParagraphBlock, ...]:
        """The paragraphs of one part."""
        return tuple(block for block in self.blocks if block.part == part)

    @property
    def preamble(self) -> tuple[ParagraphBlock, ...]:
        return self.in_part("preambular")

    @property
    def operative(self) -> tuple[ParagraphBlock, ...]:
        return self.in_part("operative")

    @property
    def declaration_preamble(self) -> tuple[ParagraphBlock, ...]:
        return self.in_part("declaration_preambular")

    @property
    def declaration(self) -> tuple[ParagraphBlock, ...]:
        return self.in_part("declaration")

    @property
    def recommendations(self) -> tuple[ParagraphBlock, ...]:
        return self.in_part("recommendation")


class Anchors:
    """Gives each indicator an address of its own: the second one of note 1 is "to-note-1-2"."""

    def __init__(self) -> None:
        self.by_number: dict[int, list[str]] = {}

    def next_for(self, number: int) -> str:
        given = self.by_number.setdefault(number, [])
        given.append(f"to-note-{number}" + (f"-{len(given) + 1}" if given else ""))
        return given[-1]


def items_with_notes(text: str, notes: Sequence[Note]) -> tuple[Item, ...]:
    """The lines of a paragraph, each cut where a footnote indicator stands."""
    return tuple(Item(label, tuple(_segments(words, start, notes))) for label, words, start in items_of(text))


def _segments(words: str, start: int, notes: Iterable[Note]) -> Iterator[Segment]:
    at = 0
    for note in notes:
        place = note.offset - start
        if at <= place <= len(words) and place > 0:
            if place > at:
                yield Segment(words[at:place])
            yield Segment(str(note.number), note)
            at = place
    if at < len(words):
        yield Segment(words[at:])
