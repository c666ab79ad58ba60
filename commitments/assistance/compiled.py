"""What States sent, compiled for the Commission: one table, as a Word document, a workbook or CSV."""

import io
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document

from commitments.assistance.kinds import PaperKind
from commitments.assistance.queries import references
from commitments.sheets.cells import xml_text
from commitments.sheets.columns import About, Column, Sheet
from commitments.sheets.csv_files import csv_writer
from commitments.sheets.workbooks import write_rows

LONG, SHORT = 48, 20


def columns_of(kind: PaperKind) -> list[Column]:
    """Who, on which paragraphs, what was said, when it was sent."""
    said = [Column(name, str(label), LONG) for name, label in kind.said.items()]
    return [
        Column("respondent", _("Respondent"), SHORT, identifies=True),
        Column("paragraphs", _("Paragraphs"), SHORT),
        *said,
        Column("sent_on", _("Sent"), SHORT),
    ]


def row_of(kind: PaperKind, paper: Any) -> list[object]:
    """The cells of one paper, in the order of the columns."""
    said = [words_of(paper, name) for name in kind.said]
    return [paper.respondent.short_name, ", ".join(references(paper)), *said, paper.sent_at.date()]


def words_of(paper: Any, name: str) -> Any:
    """A column of a paper as people read it: a choice by its words, the rest as it is."""
    show = getattr(paper, f"get_{name}_display", None)
    return str(show()) if show else getattr(paper, name)


def about(kind: PaperKind, papers: list[Any], *, now: datetime) -> About:
    """What the file says of itself."""
    return About(
        title=str(kind.list_title or kind.names),
        lines=[
            (_("As it stood"), f"{date_format(now, 'j F Y, H:i')} UTC"),
            (_("Entries"), str(len(papers))),
            (_("What it is"), _("As sent by the respondents themselves; no official record of the United Nations.")),
        ],
        made_at=now,
    )


def as_docx(kind: PaperKind, papers: list[Any], *, now: datetime) -> bytes:
    """A heading for each respondent and each paper, and what was said below it."""
    document: Any = Document()
    said = about(kind, papers, now=now)
    document.core_properties.title, document.core_properties.author = said.title, ""
    document.add_heading(said.title, level=1)
    for label, value in said.lines:
        document.add_paragraph(f"{label}: {value}")
    respondent = None
    for paper in papers:
        if paper.respondent != respondent:
            respondent = paper.respondent
            document.add_heading(xml_text(respondent.short_name), level=2)
        _paper(document, kind, paper)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _paper(document: Any, kind: PaperKind, paper: Any) -> None:
    document.add_heading(xml_text(paper.title), level=3)
    cells = dict(zip(columns_of(kind), row_of(kind, paper), strict=True))
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for column, value in cells.items():
        if column.key not in {"respondent", "title"} and value not in (None, ""):
            row = table.add_row().cells
            row[0].text, row[1].text = column.title, xml_text(str(value))


def as_xlsx(kind: PaperKind, papers: list[Any], *, now: datetime) -> bytes:
    """A workbook with one table."""
    sheet = Sheet(str(kind.names), columns_of(kind), _rows(kind, papers))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.xlsx")
        write_rows(path, [sheet], about(kind, papers, now=now))
        return path.read_bytes()


def as_csv(kind: PaperKind, papers: list[Any], *, now: datetime) -> bytes:
    """The table as CSV; what a spreadsheet would run is guarded."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
    writer = csv_writer(stream, columns_of(kind))
    for row in _rows(kind, papers):
        writer.row(row)
    writer.about(about(kind, papers, now=now))
    stream.flush()
    return raw.getvalue()


def _rows(kind: PaperKind, papers: Iterable[Any]) -> Iterable[list[object]]:
    return (row_of(kind, paper) for paper in papers)


FORMATS: dict[str, Callable[..., bytes]] = {"docx": as_docx, "xlsx": as_xlsx, "csv": as_csv}
