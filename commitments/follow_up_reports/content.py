"""What a follow-up report says, free of any format: chapters, sections, sentences, tables, States' texts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first cell of each row names it."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True)
class Citation:
    """What one State says on one paragraph, as it sent it, in the language it wrote in."""

    state: str
    code: str
    status: str
    text: str
    language: str


@dataclass(frozen=True)
class Section:
    """One part of a chapter: sentences first, then tables, then what States say in alphabetical order."""

    heading: str
    anchor: str
    reference: str = ""
    url: str = ""
    sentences: Sequence[str] = ()
    tables: Sequence[Table] = ()
    citations: Sequence[Citation] = ()


@dataclass(frozen=True)
class Chapter:
    """A chapter with its number as reports of the Commission write it; never empty."""

    number: str
    heading: str
    anchor: str
    sections: Sequence[Section]


@dataclass(frozen=True)
class Report:
    """The whole: what it is on, when its records were read, its summary and its chapters."""

    title: str
    subtitle: str
    generated_at: datetime
    summary: Sequence[str]
    chapters: Sequence[Chapter]
    annexes: Sequence[Section] = field(default_factory=tuple)
