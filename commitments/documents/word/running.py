"""What stands at the head and the foot of pages: the masthead on the first, then title and page, outside."""

from typing import Any

from docx.shared import Pt

from commitments.documents.content import Document, Masthead
from commitments.documents.letters import is_bidi, printable, reads_from_right
from commitments.documents.word.order import made, put

PAGE, MARGINS = (612, 792), {"left_margin": 60, "right_margin": 60, "top_margin": 72, "bottom_margin": 86.4}
DISTANCES = {"header_distance": 21.6, "footer_distance": 25.2}
TEXT_WIDTH = PAGE[0] - MARGINS["left_margin"] - MARGINS["right_margin"]


def run_heads(document: Any, content: Document) -> None:
    """Page, margins, and the heads and feet of first, odd and even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = (Pt(side) for side in PAGE)
    for name, points in (MARGINS | DISTANCES).items():
        setattr(section, name, Pt(points))
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    if is_bidi(content.language):
        put(section._sectPr, "bidi")
    _masthead(section.first_page_header, content)
    for head, side in ((section.header, "right"), (section.even_page_header, "left")):
        _line(head, content.running, side)
        _mark(head, content)
    for foot, side in (
        (section.first_page_footer, "right"), (section.footer, "right"), (section.even_page_footer, "left"),
    ):  # fmt: skip
        _page_number(_line(foot, "", side))


def _line(part: Any, text: str, side: str) -> Any:
    paragraph = part.paragraphs[0]
    paragraph.style = "Running head"
    put(paragraph._p.get_or_add_pPr(), "jc", val=side)
    paragraph.add_run(printable(text))
    return paragraph


def _mark(part: Any, content: Document) -> None:
    if content.mark:
        part.add_paragraph(printable(content.mark), style="Mark")


def _page_number(paragraph: Any) -> None:
    """Page and pages, as fields that Word counts."""
    for name, between in (("PAGE", "/"), ("NUMPAGES", "")):
        field = made("fldSimple", made("r", made("t")), instr=name)
        field[0][0].text = "1"
        paragraph._p.append(field)
        if between:
            paragraph.add_run(between)


def _masthead(head: Any, content: Document) -> None:
    """Sender and symbol over body and lines, in a table without lines at its sides."""
    said: Masthead = content.masthead
    head.paragraphs[0].style = "Masthead"
    table = head.add_table(rows=2, cols=2, width=Pt(TEXT_WIDTH))
    rules = (made(side, val="single", sz=4, space=0, color="auto") for side in ("bottom", "insideH"))
    put(table._tbl.tblPr, "tblBorders").extend(rules)
    put(table._tbl.tblPr, "tblLayout", type="fixed")
    if is_bidi(content.language):
        put(table._tbl.tblPr, "bidiVisual")
    _row(table.rows[0], content.language, (said.sender, 14), (said.symbol, 10))
    _row(table.rows[1], content.language, (said.body, 20), ("\n".join(said.lines), 10))
    head.add_paragraph(style="Masthead")
    _mark(head, content)


def _row(row: Any, language: str, *cells: tuple[str, int]) -> None:
    for cell, width, (text, size) in zip(row.cells, (0.6 * TEXT_WIDTH, 0.4 * TEXT_WIDTH), cells, strict=True):
        cell.width = Pt(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Masthead"
        paragraph.add_run(printable(text)).font.size = Pt(size)
        if reads_from_right(text, language):
            put(paragraph._p.pPr, "bidi")
