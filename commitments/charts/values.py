"""What every chart gives beside its drawing: a table and a sentence made of the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from commitments.web.kept import by_arguments


@dataclass(frozen=True)
class Cell:
    """One cell of a table; a figure stands at the end of its column, a link leads to the records under it."""

    text: str
    href: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """The same figures as rows; the first cell of each row names it."""

    caption: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def head(self) -> SafeString:
        """The names of the columns as markup."""
        return _head(self.columns)

    @property
    def body(self) -> SafeString:
        """The rows as markup."""
        return mark_safe("".join(_line(row) for row in self.rows))  # noqa: S308 (escaped in _line)


@by_arguments
def _head(columns: tuple[Cell, ...]) -> SafeString:
    opening = {True: '<th scope="col" class="number">', False: '<th scope="col">'}
    cells = "".join(f"{opening[cell.is_number]}{_text(cell)}</th>" for cell in columns)
    return mark_safe(f"<tr>{cells}</tr>")  # noqa: S308 (escaped in _text)


@by_arguments
def _line(row: tuple[Cell, ...]) -> str:
    opening = {True: '<td class="number">', False: "<td>"}
    cells = "".join(f"{opening[cell.is_number]}{_text(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{_text(row[0])}</th>{cells}</tr>'


def _text(cell: Cell) -> str:
    words = escape(cell.text)
    return f'<a href="{escape(cell.href)}">{words}</a>' if cell.href else words


class Chart(Protocol):
    """What a page may ask of any chart."""

    @property
    def title(self) -> str: ...

    @property
    def svg(self) -> SafeString: ...

    @property
    def legend(self) -> tuple[tuple[SafeString, str], ...]: ...

    @property
    def table(self) -> Table: ...

    @property
    def sentence(self) -> str: ...
