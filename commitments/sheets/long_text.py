"""A cell of a workbook holds 32,767 characters: a longer text is cut into parts, none of it is lost."""

from __future__ import annotations

from itertools import zip_longest

from django.utils.translation import gettext as _

from commitments.sheets.columns import Column

CELL_HOLDS = 32_767  # counted as the programs count: characters beyond the basic plane are two
_SURELY_FITS = CELL_HOLDS // 2


def fits(text: str) -> bool:
    """Whether one cell holds it; short texts, nearly all, are not counted."""
    length = len(text)
    return length <= _SURELY_FITS or (length <= CELL_HOLDS and _units(text) <= CELL_HOLDS)


def parts_of(text: str) -> list[str]:
    """The text in pieces that fit; put together they are the text."""
    parts, start = [], 0
    while start < len(text):
        end = min(len(text), start + CELL_HOLDS)
        over = _units(text[start:end]) - CELL_HOLDS
        while over > 0:
            end -= -(-over // 2)
            over = _units(text[start:end]) - CELL_HOLDS
        parts.append(text[start:end])
        start = end
    return parts or [""]


def rows_with_notes(row: list[object], columns: list[Column]) -> list[list[object]]:
    """The row and the rows in which its long texts go on, each with a note in one more cell at its end."""
    parts = [parts_of(value) if isinstance(value, str) else [value] for value in row]
    identifying = [columns[index].identifies for index in range(len(row))]
    rows: list[list[object]] = []
    for number, cells in enumerate(zip_longest(*parts)):
        kept = [row[i] if number and identifying[i] else cell for i, cell in enumerate(cells)]
        rows.append([*kept])
    return [[*cells, _note(number, len(rows))] for number, cells in enumerate(rows, start=1)]


def _note(number: int, of: int) -> str:
    if number == 1:
        return _("Part 1 of %(of)s: a text longer than a cell holds goes on in the next row.") % {"of": of}
    return _("Part %(number)s of %(of)s: goes on from the row above.") % {"number": number, "of": of}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
