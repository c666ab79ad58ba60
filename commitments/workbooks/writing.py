"""The workbook as XLSX: what is asked beside cells to fill in, lists to choose from, all else protected."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_range_abs

from commitments.sheets.cells import xml_text
from commitments.sheets.columns import About
from commitments.sheets.long_text import parts_of
from commitments.sheets.workbooks import FIRST_DATE, HEAD
from commitments.workbooks.asked import Filled, Line
from commitments.workbooks.columns import COLUMNS, EARLIEST, AnswerColumn, Kind, choices_of, words_of
from commitments.workbooks.layout import ABOUT, FIXED, FIXED_WIDTHS, LISTS, title_of
from commitments.workbooks.stamp import Stamp

TO_FILL = {"locked": False, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#8A97A3"}
KEPT = {"text_wrap": True, "valign": "top", "bg_color": "#F4F6F8"}
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
A_DAY = {"validate": "date", "criteria": ">=", "value": EARLIEST}
ALLOWED = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}


def written(filled: Filled, about: About) -> bytes:
    """The file. Texts are texts, days are days; nothing in it is a formula or a link."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"title": about.title, "comments": about.mark})
        paper = _Paper(book, about.right_to_left)
        paper.about(about, filled.stamp)
        for name, lines in filled.sheets().items():
            paper.answers(name, lines)
        paper.lists()
    return stream.getvalue()


@dataclass
class _Paper:
    """One workbook being written: its formats, and the lists that cells choose from."""

    book: Any
    right_to_left: bool
    offered: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        make = self.book.add_format
        self.head, self.head_fixed = make({**HEAD, "bg_color": "#FFF3D6"}), make(HEAD)
        self.kept, self.bold = make(KEPT), make({"bold": True, "valign": "top"})
        self.plain = make({"text_wrap": True, "valign": "top"})
        self.faint = make({"font_color": "#8A97A3", "font_size": 8})
        self.text = make({**TO_FILL, "num_format": "@"})
        self.day = make({**TO_FILL, "num_format": "yyyy-mm-dd"})

    def about(self, about: About, stamp: Stamp) -> None:
        """What the file is, how to fill it in; and, below, the stamp."""
        sheet = self._sheet(str(ABOUT))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        lines = about.all_lines()
        for number, (name, value) in enumerate(lines):
            sheet.write_string(number, 0, xml_text(name), self.bold)
            sheet.write_string(number, 1, parts_of(xml_text(value))[0], self.plain)
        below = len(lines) + 2
        sheet.write_string(below, 0, _("For the program: leave this as it is."), self.faint)
        for number, piece in enumerate(stamp.pieces(), start=below + 1):
            sheet.write_string(number, 0, piece, self.faint)

    def answers(self, name: str, lines: Sequence[Line]) -> None:
        """One sheet: titles, then a row for each paragraph."""
        sheet = self._sheet(name)
        self._titles(sheet)
        for number, line in enumerate(lines, start=1):
            for at, words in enumerate(_fixed(line)):
                sheet.write_string(number, at, parts_of(xml_text(words))[0], self.kept)
            for at, column in enumerate(COLUMNS, start=len(FIXED)):
                self._cell(sheet, number, at, column, line)

    def lists(self) -> None:
        """The lists that cells choose from, on a sheet that is not shown."""
        sheet = self._sheet(LISTS)
        for labels, at in self.offered.items():
            for number, label in enumerate(labels):
                sheet.write_string(number, at, label)
        sheet.hide()

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        if self.right_to_left:
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.protect("", ALLOWED)
        return sheet

    def _titles(self, sheet: Any) -> None:
        for at, (title, width) in enumerate(zip(FIXED, FIXED_WIDTHS, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, str(title), self.head_fixed)
        for at, column in enumerate(COLUMNS, start=len(FIXED)):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, title_of(column), self.head)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)

    def _cell(self, sheet: Any, number: int, at: int, column: AnswerColumn, line: Line) -> None:
        """One cell to fill in, with what is said now; one that is not to be filled in says why."""
        if column.name in line.stamped.apart:
            words = _("This text is longer than a cell holds. It is changed in the program.")
            sheet.write_string(number, at, words, self.kept)
        elif column.name == "answers_as" and not line.stamped.sides:
            sheet.write_blank(number, at, None, self.kept)
        else:
            self._value(sheet, number, at, column, line)
            self._choice(sheet, number, at, column, line)

    def _value(self, sheet: Any, number: int, at: int, column: AnswerColumn, line: Line) -> None:
        value = line.stamped.base[column.name]
        day = date.fromisoformat(str(value)) if column.kind is Kind.DAY and value else None
        if day and day >= FIRST_DATE:
            sheet.write_datetime(number, at, day, self.day)
        elif words := xml_text(words_of(column, value)) if value else "":
            sheet.write_string(number, at, words, self.day if day else self.text)
        else:
            sheet.write_blank(number, at, None, self.day if column.kind is Kind.DAY else self.text)

    def _choice(self, sheet: Any, number: int, at: int, column: AnswerColumn, line: Line) -> None:
        """What the program that shows the file lets one type: a value of the list, a day that is none by accident."""
        if column.kind is Kind.DAY:
            sheet.data_validation(number, at, number, at, A_DAY | {
                "error_title": _("No day")[:32], "error_message": _("Write the day as YYYY-MM-DD.")[:255],
            })  # fmt: skip
        elif column.kind in {Kind.CHOICE, Kind.YES}:
            self._list(sheet, number, at, column, line)

    def _list(self, sheet: Any, number: int, at: int, column: AnswerColumn, line: Line) -> None:
        labels = tuple(choices_of(column, sides=line.stamped.sides))
        place = self.offered.setdefault(labels, len(self.offered))
        source = f"={LISTS}!{xl_range_abs(0, place, len(labels) - 1, place)}"
        sheet.data_validation(number, at, number, at, {
            "validate": "list", "source": source, "error_title": _("Not in the list")[:32],
            "error_message": _("Choose one from the list.")[:255],
        })  # fmt: skip


def _fixed(line: Line) -> tuple[str, str, str, str]:
    return line.stamped.key, line.row.obligation.label, line.asking.text, _guidance(line)


def _guidance(line: Line) -> str:
    """What stands beside the question: whether an answer is expected, the text's own limits, what could be counted."""
    said = [
        _("An answer is welcome and not expected.") if line.row.is_optional else "",
        _("The text itself says: %(words)s.") % {"words": _quoted(line.asking.qualifiers)}
        if line.asking.qualifiers else "",
        _("What could be counted: %(list)s.") % {"list": "; ".join(line.asking.indicators)}
        if line.asking.indicators else "",
    ]  # fmt: skip
    return "\n".join(each for each in said if each)


def _quoted(phrases: Sequence[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases)
