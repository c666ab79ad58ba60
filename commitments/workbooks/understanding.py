"""What a workbook that came back says: every cell that was changed, and every fault with its sheet and cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from commitments.sheets.cells import xml_text
from commitments.submissions.forms import LONGEST_TEXT
from commitments.workbooks.columns import COLUMNS, EARLIEST, AnswerColumn, Kind, Value, choices_of
from commitments.workbooks.faults import Fault, WorkbookRefused
from commitments.workbooks.grids import Cell, Grid
from commitments.workbooks.layout import Laid, faults_of, laid_out, place
from commitments.workbooks.opening.agreed import ERROR, FORMULA, YES
from commitments.workbooks.stamp import Stamp, StampedRow

MOST_FAULTS = 500
EMPTY = Cell("text", "")


@dataclass(frozen=True)
class Change:
    """A cell that says something else than it began with."""

    instrument: str
    reference: str
    column: str
    base: Value
    file: Value
    sheet: str
    cell: str


class Unread(Exception):
    """What stands in a cell is not what its column holds."""

    def __init__(self, code: str, **about: Any) -> None:
        super().__init__(code)
        self.code, self.about = code, about


@dataclass
class Understood:
    """What was found in the file."""

    stamp: Stamp
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def blame(self, fault: Fault) -> None:
        """One more fault, as long as anybody reads so many."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append(Fault("more"))


def understood(grids: list[Grid], stamp: Stamp) -> Understood:
    """Everything the file says, in the language it was written in. Refuses with WorkbookRefused without any answers."""
    with translation.override(stamp.language):
        sheets = [laid for grid in grids if (laid := laid_out(grid))]
        found = Understood(stamp)
        for laid in sheets:
            _read(laid, found)
        _blame_missing(found, {grid.name for grid in grids})
    if not sheets:
        raise WorkbookRefused(_("No sheet of the file has the titles of a workbook: the answers cannot be found."))
    return found


def plain(text: str) -> str:
    """A text as every program gives it back: one kind of line end, nothing that a cell cannot hold."""
    return xml_text(text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n"))


def _read(laid: Laid, found: Understood) -> None:
    for fault in faults_of(laid):
        found.blame(fault)
    if laid.key is None:
        return
    known = {row.key: row for row in found.stamp.rows}
    for number, cells in laid.rows():
        key = cells.get(laid.key, EMPTY).text.strip()
        row = known.get(key)
        if row is None or key in found.seen:
            _blame_key(laid, number, key, found)
        else:
            found.seen.add(key)
            _read_row(laid, number, cells, row, found)


def _blame_key(laid: Laid, number: int, key: str, found: Understood) -> None:
    """A row that is nobody's: said where something stands in it."""
    if key in found.seen:
        code = "key_twice"
    elif key:
        code = "key"
    elif any(at in laid.grid.rows[number] for title, at in laid.columns.items()):
        code = "key_empty"
    else:
        return
    found.blame(Fault(code, laid.grid.name, place(number, laid.key or 1), {"found": key[:80]}))


def _read_row(laid: Laid, number: int, cells: dict[int, Cell], row: StampedRow, found: Understood) -> None:
    for column in COLUMNS:
        at = laid.columns.get(column.words)
        if at is None or column.name in row.apart:
            continue
        base, where = row.base[column.name], place(number, at)
        try:
            value = _value(column, cells.get(at, EMPTY), row)
        except Unread as fault:
            found.blame(Fault(fault.code, laid.grid.name, where, fault.about))
            continue
        if not _is_same(base, value):
            found.changes.append(Change(row.instrument, row.reference, column.name, base, value, laid.grid.name, where))


def _is_same(base: Value, value: Value) -> bool:
    """Blanks around a text are no change: programs take them away and add them."""
    if isinstance(base, bool) or isinstance(value, bool):
        return base == value
    return plain(base).strip() == value.strip()


def _value(column: AnswerColumn, cell: Cell, row: StampedRow) -> Value:
    """What a cell says, as its column holds it. Refuses with Unread."""
    if cell.kind in {FORMULA, ERROR}:
        raise Unread(cell.kind)
    if column.kind is Kind.TEXT:
        return _text(cell)
    if not cell.text.strip():
        return _nothing(column, row)
    if column.kind is Kind.DAY:
        return _day(cell, row.base[column.name])
    return cell.value if column.kind is Kind.YES and cell.kind == YES else _chosen(column, cell, row)


def _nothing(column: AnswerColumn, row: StampedRow) -> Value:
    """What an empty cell says; every answer has a language."""
    if column.name == "language":
        return row.base[column.name]
    return False if column.kind is Kind.YES else ""


def _text(cell: Cell) -> str:
    text = plain(cell.text)
    if len(text) > LONGEST_TEXT:
        raise Unread("too_long", most=LONGEST_TEXT)
    return text


def _day(cell: Cell, base: Value) -> str:
    """A day as such, or spelt YYYY-MM-DD. A number may be a year, which programs take for a day: nobody guesses."""
    try:
        day = parse_date(cell.text.strip())
    except ValueError:
        day = None
    if day is None:
        raise Unread("day", found=cell.text[:80])
    if day < EARLIEST and day.isoformat() != base:
        raise Unread("early", found=day.isoformat())
    return day.isoformat()


def _chosen(column: AnswerColumn, cell: Cell, row: StampedRow) -> Value:
    offered = choices_of(column, sides=row.sides)
    if not offered:
        raise Unread("not_here")
    codes = {_folded(label): code for label, code in offered.items()}
    code = codes.get(_folded(cell.text))
    if code is None:
        raise Unread("choice", found=cell.text[:80], list="; ".join(offered))
    return code == "yes" if column.kind is Kind.YES else code


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _blame_missing(found: Understood, names: Iterable[str]) -> None:
    """Sheets and rows that are not here any more: said, and nothing becomes of it."""
    sheets: dict[str, list[str]] = {}
    for row in found.stamp.rows:
        if row.key not in found.seen:
            sheets.setdefault(row.sheet, []).append(row.key)
    for name, keys in sheets.items():
        code = "rows" if name in names else "sheet"
        found.blame(Fault(code, name, "", {"sheet": name, "list": ", ".join(keys)}))
