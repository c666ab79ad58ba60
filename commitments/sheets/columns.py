"""What a table is before it is a file: its columns, its rows, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Column:
    """One column; the columns that identify a row are repeated where a long text goes on in a further row."""

    key: str
    title: str
    width: int = 16
    identifies: bool = False


Row = Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """A named table whose rows are read once and never held together."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]


@dataclass(frozen=True)
class About:
    """What the file says of itself: title, mark, and lines such as cut-off, filter, who made it and for whom."""

    title: str
    lines: Sequence[tuple[str, str]] = ()
    mark: str = ""
    right_to_left: bool = False
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def all_lines(self) -> list[tuple[str, str]]:
        """Title first, then the mark if there is one, then the lines."""
        marked = [("", self.mark)] if self.mark else []
        return [(self.title, ""), *marked, *self.lines]
