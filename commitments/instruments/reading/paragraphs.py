"""The body of an adopted text cut into paragraphs and headings, before any word of them is touched."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from commitments.instruments.reading.lines import HEADING_LABEL, INDENTED, ITEM, NUMBERED, Line
from commitments.instruments.reading.values import ReadHeading


@dataclass
class RawParagraph:
    """The lines of one paragraph; items "(a)" and blank lines between them belong to it."""

    line: int
    lead: str
    number: int | None
    pieces: list[str] = field(default_factory=list)
    headings: list[ReadHeading] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n".join(self.pieces).rstrip("\n")

    @property
    def body(self) -> str:
        return self.raw.rstrip()

    @property
    def tail(self) -> str:
        return self.raw[len(self.body) :]


@dataclass(frozen=True)
class RawPart:
    """The paragraphs of a resolution or an annex, and headings that stand above none."""

    paragraphs: tuple[RawParagraph, ...]
    loose_headings: tuple[ReadHeading, ...]


def cut(lines: tuple[Line, ...]) -> RawPart:
    """Cut the lines: an unindented line is a heading, an item goes on with its paragraph."""
    paragraphs: list[RawParagraph] = []
    headings: list[ReadHeading] = []
    numbered_so_far = False
    for line in lines:
        if line.is_blank:
            _add_blank(paragraphs)
        elif not line.is_indented:
            headings.append(heading_of(line))
        elif _goes_on(line, paragraphs, headings, numbered_so_far=numbered_so_far):
            paragraphs[-1].pieces.append(line.text)
        else:
            paragraph = _begun(line, headings)
            numbered_so_far = numbered_so_far or paragraph.number is not None
            paragraphs.append(paragraph)
            headings = []
    return RawPart(tuple(paragraphs), tuple(headings))


def heading_of(line: Line) -> ReadHeading:
    """A heading with its own number, where it has one ("II.")."""
    if found := HEADING_LABEL.match(line.stripped):
        return ReadHeading(f"{found['label']}.", found["text"], line.number, 0)
    return ReadHeading("", line.stripped, line.number, 0)


def items_of(text: str) -> Iterator[tuple[str, str, int]]:
    """A paragraph's lines as (label, words, offset of the words): the label of an item, or empty."""
    offset = 0
    for piece in text.split("\n"):
        item = ITEM.match(piece)
        lead = item.end() if item else len(piece) - len(piece.lstrip())
        if piece.strip():
            yield (f"({item['label']})" if item else "", piece[lead:], offset + lead)
        offset += len(piece) + 1


def _goes_on(line: Line, paragraphs: list[RawParagraph], headings: list[ReadHeading], *, numbered_so_far: bool) -> bool:
    """Items always belong to the paragraph above; so do unnumbered lines once numbering has begun."""
    if not paragraphs or NUMBERED.match(line.text):
        return False
    return bool(ITEM.match(line.text)) or (numbered_so_far and not headings)


def _begun(line: Line, headings: list[ReadHeading]) -> RawParagraph:
    found = NUMBERED.match(line.text) or INDENTED.match(line.text)
    assert found  # noqa: S101 - only indented lines come here
    number = int(found["number"]) if "number" in found.re.groupindex else None
    lead = found["lead"]
    return RawParagraph(line.number, lead, number, [line.text[len(lead) :]], list(headings))


def _add_blank(paragraphs: list[RawParagraph]) -> None:
    """A blank line counts only between two items; one at the end is cut off again."""
    if paragraphs:
        paragraphs[-1].pieces.append("")
