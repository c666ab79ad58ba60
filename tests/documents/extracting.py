"""What stands in a file, read back from its own structure: the parts of a Word file, the tags of a PDF."""

import ctypes
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERED = "Numberedparagraph"


@dataclass
class Extract:
    """Headings with levels, texts, notes and cells, each without its blanks, in the order of the file."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def bare(text: str) -> str:
    """The letters of a text, whatever the breaks of its lines."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def parts_of(word: bytes) -> dict[str, Any]:
    """Every XML part of a Word file, parsed: what is not well-formed fails here."""
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        return {name: etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith((".xml", ".rels"))}


def _text(element: Any) -> str:
    return bare("".join(each.text or "" for each in element.iter(f"{W}t")))


def _said(paragraph: Any) -> str:
    """The words of a paragraph: not what stands in the margin before a tab, nor its references to notes."""
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}footnoteReference") is None]
    return bare("".join(_text(run) for run in runs if run.find(f"{W}tab") is None))


def from_word(word: bytes) -> Extract:
    """By the styles of paragraphs, the cells of tables, and the part of notes."""
    parts, found = parts_of(word), Extract()
    body, counted = parts["word/document.xml"].find(f"{W}body"), 0
    for paragraph in body.findall(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        if style.startswith("Heading"):
            found.headings.append((int(style[-1]), _said(paragraph)))
        elif said := _said(paragraph):
            counted += style == NUMBERED
            found.texts.append(f"{counted}.{said}" if style == NUMBERED else said)
    found.cells = [_text(cell) for cell in body.iter(f"{W}tc")]
    notes = parts["word/footnotes.xml"].findall(f"{W}footnote") if "word/footnotes.xml" in parts else []
    found.notes = [_text(note).removeprefix("*") for note in notes if note.get(f"{W}type") is None]
    return found


def from_pdf(made: bytes) -> Extract:
    """By its outline and its tags."""
    pdf, found = pypdfium2.PdfDocument(made), Extract()
    found.headings = [(mark.level + 1, bare(mark.get_title())) for mark in pdf.get_toc()]
    for page in pdf:
        _read_page(page, found)
    return found


def pdf_text(made: bytes) -> str:
    """All letters of a PDF."""
    return bare("".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made)))


def _read_page(page: Any, found: Extract) -> None:
    words = _marked(page)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        _read(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place), words, found)
    pdfium.FPDF_StructTree_Close(tree)


KEPT = {"P": "texts", "LBody": "texts", "Note": "notes", "FENote": "notes", "TH": "cells", "TD": "cells"}


def _read(element: Any, words: dict[int, str], found: Extract) -> None:
    if not element:
        return
    kind = _string(pdfium.FPDF_StructElement_GetType, element)
    if kind in KEPT:
        said = bare(_words(element, words, found))
        getattr(found, KEPT[kind]).append(said.removesuffix(","))  # what stands between two references
        return
    for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
        _read(pdfium.FPDF_StructElement_GetChildAtIndex(element, place), words, found)


def _words(element: Any, words: dict[int, str], found: Extract) -> str:
    """The words marked as those of an element and of what stands in it; notes stand for themselves."""
    said = []
    for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, place)
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        if mark >= 0:
            said.append(words.get(mark, ""))
        elif child and _string(pdfium.FPDF_StructElement_GetType, child) in {"Note", "FENote"}:
            _read(child, words, found)
        elif child and _string(pdfium.FPDF_StructElement_GetType, child) not in {"Lbl", "Reference"}:
            said.append(_words(child, words, found))
    return "".join(said)


def _marked(page: Any) -> dict[int, str]:
    """The text of each marked piece of a page."""
    found: dict[int, str] = {}
    textpage = page.get_textpage()
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(each)
        found[mark] = found.get(mark, "") + _string(pdfium.FPDFTextObj_GetText, each, textpage)
    return found


def _string(read: Any, *subject: Any) -> str:
    size = read(*subject, None, 0)
    buffer = ctypes.create_string_buffer(size)
    as_words = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if read is pdfium.FPDFTextObj_GetText else buffer
    read(*subject, as_words, size)
    return buffer.raw.decode("utf-16-le").rstrip("\x00")
