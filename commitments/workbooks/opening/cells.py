"""A workbook as plain cells: kind and value of each that says something. Nothing is worked out."""

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from commitments.files.previewing.agreed import NotMade, Reason
from commitments.workbooks.opening.agreed import (
    DAY,
    ERROR,
    FORMULA,
    MOST_COLUMNS,
    MOST_EMPTY_ROWS,
    MOST_ROWS,
    MOST_SHEETS,
    NUMBER,
    TEXT,
    YES,
)

_BY_TYPE = {"f": FORMULA, "e": ERROR}


def cells_of(source: Path) -> list[dict[str, Any]]:
    """Each sheet with its name and its rows. Refuses with NotMade where there is more than any workbook of ours has."""
    with source.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise NotMade(Reason.TOO_LARGE)
        return [{"name": str(sheet.title), "rows": list(_rows(sheet))} for sheet in book.worksheets]


def _rows(sheet: Any) -> Iterator[tuple[int, list[tuple[int, str, Any]]]]:
    """The rows in which something stands, by their numbers. Many programs say that a sheet is larger than it is."""
    sheet.reset_dimensions()
    said = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        found = list(_cells(row))
        said += bool(found)
        if said > MOST_ROWS or number > MOST_EMPTY_ROWS:
            raise NotMade(Reason.TOO_LARGE)
        if found:
            yield number, found


def _cells(row: Iterable[Any]) -> Iterator[tuple[int, str, Any]]:
    for column, cell in enumerate(row, start=1):
        if column > MOST_COLUMNS:
            return
        if cell.value is not None and cell.value != "":
            yield column, *_said(cell)


def _said(cell: Any) -> tuple[str, Any]:
    value = cell.value
    if cell.data_type in _BY_TYPE:
        return _BY_TYPE[cell.data_type], ""
    if isinstance(value, bool):
        return YES, value
    if isinstance(value, int | float):
        return NUMBER, value
    if isinstance(value, datetime | date):
        return DAY, value.isoformat()[:10]
    return TEXT, str(value)
