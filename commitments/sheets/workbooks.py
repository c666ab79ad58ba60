"""Workbooks (XLSX): a first sheet that says what the file is, then tables row by row, in flat memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import FileCreateError

from commitments.sheets.cells import as_text, xml_text
from commitments.sheets.columns import About, Column, Row, Sheet
from commitments.sheets.long_text import fits, parts_of, rows_with_notes
from commitments.sheets.names import free_sheet_name

ROWS_IN_A_SHEET = 1_048_576
FIRST_DATE = date(1900, 3, 1)  # before it spreadsheets count a day that never was
_EXACT_UP_TO = 10**15
HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#E7EDF3"}
_UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]").search

Told = Callable[[int], None]
Group = Sequence[Row]  # a row, and the rows in which its long texts go on


def write_rows(
    path: Path, sheets: Iterable[Sheet], about: About, *, told: Told | None = None, temporary: Path | None = None
) -> int:
    """Write the workbook and say how many rows of data it holds. An OSError, such as a full disk, passes as it is."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(temporary or path.parent),
    }
    book = xlsxwriter.Workbook(str(path), options)
    writer = _Workbook(book, about, told)
    try:
        writer.about_sheet()
        for sheet in sheets:
            writer.table(sheet)
        book.close()
    except FileCreateError as failure:
        raise (failure.args[0] if failure.args and isinstance(failure.args[0], OSError) else failure) from failure
    return writer.rows


class _Workbook:
    """One workbook being written: its formats, the names taken, the rows so far."""

    def __init__(self, book: Any, about: About, told: Told | None) -> None:
        self.book, self.about, self.told = book, about, told
        self.rows = 0
        self.names: set[str] = set()
        created = about.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": about.title, "created": created, "comments": about.mark})
        self.head = book.add_format(HEAD)
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.moment = book.add_format({"num_format": 'yyyy-mm-dd hh:mm:ss "UTC"', "valign": "top"})

    def about_sheet(self) -> None:
        """Title, demonstration mark, and the lines: cut-off, filter, who, for whom."""
        sheet = self._new_sheet(_("About this file"))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        for number, (name, value) in enumerate(self.about.all_lines()):
            sheet.write_string(number, 0, xml_text(name), self.bold)
            sheet.write_string(number, 1, parts_of(xml_text(value))[0], self.text)

    def table(self, table: Sheet) -> None:
        """The table, on further sheets when one does not hold it."""
        rows, columns = iter(table.rows), [*table.columns, _note_column()]
        written = self._one_sheet(table.name, columns, rows)
        while written is not None:
            written = self._one_sheet(table.name, columns, rows, first=written)

    def _one_sheet(
        self, name: str, columns: Sequence[Column], rows: Iterable[Row], *, first: Group | None = None
    ) -> Group | None:
        """One sheet of the table; returns the rows that found no room on it, or None at the end."""
        sheet = self._new_sheet(name)
        self._titles(sheet, columns)
        line = 1
        for group in _groups(rows, list(columns), first):
            if line + len(group) > ROWS_IN_A_SHEET:
                return group
            for cells in group:
                self._row(sheet, line, cells)
                line += 1
            self._count()
        return None

    def _count(self) -> None:
        self.rows += 1
        if self.told is not None and self.rows % 500 == 0:
            self.told(self.rows)

    def _titles(self, sheet: Any, columns: Sequence[Column]) -> None:
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, xml_text(column.title), self.head)
        sheet.freeze_panes(1, sum(1 for column in columns if column.identifies))
        sheet.repeat_rows(0)

    def _row(self, sheet: Any, line: int, cells: Row) -> None:
        """Texts as texts, numbers as numbers, days as days; nothing is ever a formula or a link."""
        for number, value in enumerate(cells):
            if type(value) is str:
                if value:
                    sheet._write_string(line, number, value)  # as write_string, whose checks are done already
            elif value is not None:
                self._other(sheet, line, number, value)

    def _other(self, sheet: Any, line: int, number: int, value: object) -> None:
        if isinstance(value, bool):
            sheet.write_string(line, number, as_text(value))
        elif isinstance(value, int | float | Decimal) and -_EXACT_UP_TO < value < _EXACT_UP_TO:
            sheet.write_number(line, number, value)
        elif isinstance(value, datetime) and value.date() >= FIRST_DATE:
            moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            sheet.write_datetime(line, number, moment.replace(microsecond=0), self.moment)
        elif isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DATE:
            sheet.write_datetime(line, number, value, self.day)
        else:
            sheet.write_string(line, number, xml_text(as_text(value)))

    def _new_sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(free_sheet_name(name, self.names))
        if self.about.right_to_left:
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet


def _groups(rows: Iterable[Row], columns: list[Column], first: Group | None) -> Iterable[Group]:
    """Each row, cleaned, with the rows in which its long texts go on: these stay together on one sheet."""
    if first is not None:
        yield first
    for row in rows:
        cells = [_clean(value) for value in row]
        if all(type(value) is not str or fits(value) for value in cells):
            yield (cells,)
        else:
            yield rows_with_notes(cells, columns)


def _clean(value: object) -> object:
    """Lists and the like in words, so that they too are cut where they are too long."""
    if type(value) is str:
        return xml_text(value) if _UNCLEAN(value) else value
    if value is None or isinstance(value, (int, float, Decimal, date)):
        return value
    return xml_text(as_text(value))


def _note_column() -> Column:
    return Column("_note", _("Note on length"), width=24)
