"""A list before it is a file, and the files it becomes: a Word document, a workbook, CSV."""

import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document

from commitments.sheets.cells import xml_text
from commitments.sheets.columns import About, Column, Row, Sheet
from commitments.sheets.csv_files import csv_writer
from commitments.sheets.workbooks import write_rows


@dataclass(frozen=True)
class Listed:
    """What the list says of itself, its columns and rows; a document has headings from two of the columns."""

    name: str
    about: About
    columns: Sequence[Column]
    rows: Sequence[Row]
    group: str
    entry: str

    def cells(self, row: Row) -> dict[str, tuple[str, object]]:
        """The cells of a row by the key of their column, each with its title."""
        return {column.key: (column.title, cell) for column, cell in zip(self.columns, row, strict=True)}


def as_docx(listed: Listed) -> bytes:
    """A heading for each group and each entry of it, and what is said of the entry below it."""
    document: Any = Document()
    document.core_properties.title, document.core_properties.author = listed.about.title, ""
    document.add_heading(listed.about.title, level=1)
    for label, value in listed.about.lines:
        document.add_paragraph(f"{label}: {value}")
    group: object = None
    for cells in map(listed.cells, listed.rows):
        if cells[listed.group] != group:
            group = cells[listed.group]
            document.add_heading(xml_text(str(cells[listed.group][1])), level=2)
        _entry(document, cells, listed)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _entry(document: Any, cells: dict[str, tuple[str, object]], listed: Listed) -> None:
    document.add_heading(xml_text(str(cells[listed.entry][1])), level=3)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for key, (title, value) in cells.items():
        if key not in {listed.group, listed.entry} and value not in (None, ""):
            row = table.add_row().cells
            row[0].text, row[1].text = title, xml_text(str(value))


def as_xlsx(listed: Listed) -> bytes:
    """A workbook with one table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.xlsx")
        write_rows(path, [Sheet(listed.name, listed.columns, listed.rows)], listed.about)
        return path.read_bytes()


def as_csv(listed: Listed) -> bytes:
    """The table as CSV; what a spreadsheet would run is guarded."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
    writer = csv_writer(stream, listed.columns)
    for row in listed.rows:
        writer.row(row)
    writer.about(listed.about)
    stream.flush()
    return raw.getvalue()


FORMATS: dict[str, Callable[[Listed], bytes]] = {"docx": as_docx, "xlsx": as_xlsx, "csv": as_csv}
