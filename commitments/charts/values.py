"""What every chart gives beside its drawing: a table and a sentence made of the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.utils.safestring import SafeString


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
