"""Where things stand on a sheet: the columns that say what is asked, and how a sheet that was edited is known again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from xlsxwriter.utility import xl_rowcol_to_cell

from commitments.sheets.names import free_sheet_name
from commitments.workbooks.columns import COLUMNS, AnswerColumn
from commitments.workbooks.faults import Fault
from commitments.workbooks.grids import Cell, Grid

KEY: str | Promise = _("Reference")
FIXED: tuple[str | Promise, ...] = (KEY, _("Commitment"), _("Official text"), _("Beside the question"))
FIXED_WIDTHS = (12, 28, 60, 36)
ABOUT: str | Promise = _("About this file")
LISTS = "lists"
LOOKED_AT = 20
ENOUGH = 3


@dataclass(frozen=True)
class Laid:
    """A sheet with answers: which row has the titles, and which column is which."""

    grid: Grid
    row: int
    columns: dict[str, int]

    @property
    def key(self) -> int | None:
        """The column that says which paragraph a row is about."""
        return self.columns.get(str(KEY))

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The rows below the titles."""
        return ((number, cells) for number, cells in sorted(self.grid.rows.items()) if number > self.row)


def sheet_names(names: Iterable[str]) -> dict[str, str]:
    """For each name the one under which a workbook can have a sheet."""
    taken = {LISTS, str(ABOUT).casefold()}
    return {name: free_sheet_name(name, taken) for name in dict.fromkeys(names)}


def title_of(column: AnswerColumn) -> str:
    """What the cell above a column says: its title, and under it what is said beside it."""
    return f"{column.words}\n{column.hint}" if column.hint else column.words


def place(row: int, column: int) -> str:
    """The name of a cell, as the program that shows it says it."""
    return str(xl_rowcol_to_cell(row - 1, column - 1))


def laid_out(grid: Grid) -> Laid | None:
    """The sheet, where it is one with answers: a row near its top has titles of ours. Else nothing."""
    known = {str(KEY), *(column.words for column in COLUMNS)}
    for number, cells in sorted(grid.rows.items())[:LOOKED_AT]:
        columns: dict[str, int] = {}
        for at, cell in sorted(cells.items()):
            if (title := _title(cell)) in known:
                columns.setdefault(title, at)
        if len(columns) >= ENOUGH:
            return Laid(grid, number, columns)
    return None


def faults_of(laid: Laid) -> Iterator[Fault]:
    """Titles that are missing, each with the cell in which it stood, and those that stand twice."""
    name, titles = laid.grid.name, [_title(cell) for cell in laid.grid.rows[laid.row].values()]
    if laid.key is None:
        yield Fault("key_column", name, place(laid.row, 1), {"title": str(KEY)})
        return
    for at, column in enumerate(COLUMNS, start=len(FIXED) + 1):
        if column.words not in laid.columns:
            yield Fault("column", name, place(laid.row, at), {"title": column.words})
        elif titles.count(column.words) > 1:
            yield Fault("column_twice", name, place(laid.row, laid.columns[column.words]), {"title": column.words})


def _title(cell: Cell) -> str:
    """The first line of a cell, blanks made one."""
    lines = cell.text.replace("_x000D_", "").strip().splitlines()
    return " ".join(lines[0].split()) if lines else ""
