"""Reading a comma-separated file that somebody gives: rows with their line, or clear words about what is wrong."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

LARGEST_FILE = 50 * 1024 * 1024


class SheetRefused(Exception):
    """The file as a whole cannot be read; the words say why and where."""


class RowsRefused(Exception):
    """The rows contradict themselves or lack something; nothing was written. Each reason names its line."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(reasons))


def at_line(path: Path, line: int, words: str) -> str:
    """What is wrong, with the file and the line where it stands."""
    return _("%(file)s, line %(line)d: %(words)s.") % {"file": path.name, "line": line, "words": words}


@dataclass(frozen=True)
class SheetRow:
    """One row under its header: the line it begins on and its cells by column, without outer blanks."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class RaggedRow:
    """A row with more or fewer cells than the header."""

    line: int
    found: int
    wanted: int

    def __str__(self) -> str:
        return _("%(found)d cells where the header has %(wanted)d") % {
            "found": self.found,
            "wanted": self.wanted,
        }


def read_sheet(path: Path, *, columns: Sequence[str]) -> tuple[list[SheetRow], list[RaggedRow]]:
    """The rows of the file and those of another length. Refuses a file without these columns, or no CSV."""
    reader = csv.reader(StringIO(_text_of(path), newline=""), strict=True)
    records = _numbered(reader, path)
    header = _header(next(records, (1, []))[1], columns, path)
    rows: list[SheetRow] = []
    ragged: list[RaggedRow] = []
    for line, cells in records:
        if len(cells) == len(header):
            rows.append(SheetRow(line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
        elif cells:
            ragged.append(RaggedRow(line, len(cells), len(header)))
    return rows, ragged


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SheetRefused(_("%(file)s is too large to be such a file.") % {"file": path.name})
        content = path.read_bytes()
    except OSError as problem:
        words = {"file": path.name, "why": problem.strerror}
        raise SheetRefused(_("%(file)s cannot be opened: %(why)s.") % words) from problem
    if not content.strip():
        raise SheetRefused(_("%(file)s is empty.") % {"file": path.name})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        words = {"file": path.name, "at": str(problem.start)}
        raise SheetRefused(_("%(file)s is not UTF-8 text (byte %(at)s).") % words) from problem
    if "\0" in text:
        raise SheetRefused(_("%(file)s is not a text file.") % {"file": path.name})
    return text


def _numbered(reader: "Iterator[list[str]]", path: Path) -> Iterator[tuple[int, list[str]]]:
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            words = {"file": path.name, "line": str(line), "why": str(problem)}
            raise SheetRefused(_("%(file)s, line %(line)s: not readable as CSV: %(why)s.") % words) from problem
        yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]


def _header(cells: list[str], columns: Sequence[str], path: Path) -> list[str]:
    header = [cell.strip() for cell in cells]
    missing = [column for column in columns if column not in header]
    if missing:
        words = {"file": path.name, "columns": ", ".join(missing)}
        raise SheetRefused(_("%(file)s, line 1: the header lacks %(columns)s.") % words)
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        words = {"file": path.name, "columns": ", ".join(twice)}
        raise SheetRefused(_("%(file)s, line 1: the header names %(columns)s twice.") % words)
    return header
