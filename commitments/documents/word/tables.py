"""Tables: number and title above, horizontal rules only, heads again on each page, rows that no page tears."""

from collections.abc import Iterator, Sequence
from typing import Any

from commitments.documents.content import Table, Words
from commitments.documents.letters import is_bidi, printable
from commitments.documents.word.order import made, twips
from commitments.documents.word.paragraphs import paragraph_of
from commitments.documents.word.running import TEXT_WIDTH
from commitments.documents.word.styles import INDENT

WIDTH = TEXT_WIDTH - 2 * INDENT
RULES = (("top", 4), ("bottom", 12), ("insideH", 4))


def table_of(table: Table, *, language: str) -> Iterator[Any]:
    """What stands above it, the table, and what stands below it."""
    yield paragraph_of(Words(table.number), "Table number", language=language)
    yield paragraph_of(Words(table.title), "Table title", language=language)
    widths = widths_of(table)
    grid = made("tblGrid", *(made("gridCol", w=twips(width)) for width in widths))
    rows = (_row(cells, widths, language, is_head=not place) for place, cells in enumerate([table.heads, *table.rows]))
    yield made("tbl", _properties(table, from_right=is_bidi(language)), grid, *rows)
    yield paragraph_of(Words(table.note), "Table note", language=language)


def widths_of(table: Table) -> list[float]:
    """The widths of its columns in points, by the shares it names."""
    shares = table.widths or [1] * len(table.heads)
    return [WIDTH * share / sum(shares) for share in shares]


def _properties(table: Table, *, from_right: bool) -> Any:
    rules = (made(side, val="single", sz=size, space=0, color="auto") for side, size in RULES)
    return made(
        "tblPr", *([made("bidiVisual")] if from_right else []), made("tblW", w=twips(WIDTH), type="dxa"),
        made("tblInd", w=twips(INDENT), type="dxa"), made("tblBorders", *rules), made("tblLayout", type="fixed"),
        made("tblCellMar", made("left", w=0, type="dxa"), made("right", w=80, type="dxa")),
        made("tblCaption", val=printable(table.title)),
    )  # fmt: skip


def _row(cells: Sequence[str], widths: Sequence[float], language: str, *, is_head: bool) -> Any:
    style = "Table head" if is_head else "Table cell"
    properties = made("trPr", made("cantSplit"), *([made("tblHeader")] if is_head else []))
    return made("tr", properties, *(
        made("tc", made("tcPr", made("tcW", w=twips(width), type="dxa")),
             paragraph_of(Words(text), style, language=language))
        for text, width in zip(cells, widths, strict=True)
    ))  # fmt: skip
