"""The call as a Word document that can be typed into: real headings, tables with room, boxes to tick."""

import io
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from commitments.calls.documents.content import Call, Question
from commitments.calls.documents.writing_direction import QUOTE_OF_ORIGINAL, turn

BOX = "\N{BALLOT BOX}"
LINE = 16
FONT = "Times New Roman"
QUOTE = "Quote"


def written(call: Call) -> bytes:
    """The whole document."""
    document: Any = Document()
    _settle(document, call)
    _masthead(document, call)
    document.add_heading(call.title, level=1)
    for paragraph in call.letter:
        document.add_paragraph(paragraph)
    document.add_page_break()
    document.add_heading(call.words["questionnaire"], level=1)
    document.add_heading(call.words["reply"], level=2)
    _form(document, [(label, 1) for label in call.cover])
    document.add_heading(call.words["how"], level=2)
    for rule in call.guidance:
        document.add_paragraph(rule, style="List Bullet")
    for status, description in call.statuses:
        document.add_paragraph(f"{status}: {description}", style="List Bullet")
    for question in call.questions:
        _question(document, call, question)
    turn(document, call.language)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _settle(document: Any, call: Call) -> None:
    document.core_properties.title = call.title
    document.core_properties.author = ""
    document.core_properties.language = call.language
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = FONT, Pt(10)
    document.styles.add_style(QUOTE_OF_ORIGINAL, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[QUOTE]


def _masthead(document: Any, call: Call) -> None:
    table = document.add_table(rows=0, cols=2)
    first = table.add_row().cells
    first[0].paragraphs[0].add_run(call.words["organization"]).font.size = Pt(14)
    for label, value in call.masthead:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value


def _question(document: Any, call: Call, question: Question) -> None:
    document.add_heading(question.heading, level=3)
    document.add_paragraph(question.text, style=QUOTE if question.language == call.language else QUOTE_OF_ORIGINAL)
    if question.is_optional:
        document.add_paragraph(call.words["optional"])
    _boxes(document, call.words["status"], [status for status, _description in call.statuses])
    _form(document, call.rooms)
    _boxes(document, call.words["obstacles"], call.constraints)


def _boxes(document: Any, label: str, choices: list[str]) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run("".join(f"\n{BOX} {choice}" for choice in choices))
    paragraph.paragraph_format.keep_with_next = True


def _form(document: Any, rooms: list[tuple[str, int]]) -> None:
    """A table with a label and an empty cell of so many lines; a row is not torn by the end of a page."""
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, lines in rooms:
        row = table.add_row()
        row.cells[0].text = label
        row.height, row.height_rule = Pt(LINE * lines), WD_ROW_HEIGHT_RULE.AT_LEAST
        whole = OxmlElement("w:cantSplit")
        whole.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(whole)
    document.add_paragraph()
