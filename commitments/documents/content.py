"""What a document holds, free of any format: each writer gets this and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field

HIGHEST, DEEPEST = 1, 4


@dataclass(frozen=True)
class Words:
    """A stretch of text, with the notes that stand at its end; without a language it is in the document's."""

    text: str
    language: str = ""
    notes: Sequence[str] = ()
    is_bold: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading, with what stands before it in the margin: a number, a reference."""

    level: int
    text: str
    number: str = ""

    def __post_init__(self) -> None:
        if not HIGHEST <= self.level <= DEEPEST:
            raise ValueError(f"a heading of level {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, counted through the whole document unless it says otherwise."""

    words: Words
    is_numbered: bool = True


@dataclass(frozen=True)
class Summary:
    """The paragraphs in the box at the beginning, never counted."""

    heading: str
    said: Sequence[Words]


@dataclass(frozen=True)
class Listing:
    """A list of short points."""

    points: Sequence[Words]


@dataclass(frozen=True)
class Quote:
    """Somebody's text, reproduced as received: its line breaks and its language are its own."""

    words: Words


@dataclass(frozen=True)
class Table:
    """A table with its number and title above it; its heads come again on each page."""

    number: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"a row of another length than the heads of {self.title!r}")


@dataclass(frozen=True)
class Picture:
    """A picture (PNG) with what it shows in words; its figures stand in the table that follows it."""

    png: bytes
    title: str
    alt: str
    table: Table


Block = Heading | Paragraph | Summary | Listing | Quote | Table | Picture


@dataclass(frozen=True)
class Masthead:
    """What stands over the first page: from whom, under which symbol, the lines at its side, body and session."""

    sender: str
    symbol: str = ""
    body: str = ""
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Document:
    """The whole, in one language; `mark` stands at the head of every page, `running` on each after the first."""

    title: str
    language: str
    masthead: Masthead
    running: str
    blocks: Sequence[Block]
    subtitle: str = ""
    mark: str = ""
    disclaimer: Sequence[str] = field(default_factory=tuple)
    """Notes to the title, with an asterisk, at the foot of the first page."""
