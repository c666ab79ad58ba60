"""A Word document set for its language: which letters it is in, and from right to left where it is read so."""

from typing import Any

from django.utils.translation import get_language_info
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

QUOTE_OF_ORIGINAL = "Quote of the original"
"""The style of a text that stands in its original language; it keeps that language's direction."""

REGIONS = {"ar": "ar-SA", "zh-hans": "zh-CN", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
FONTS = {"cs": "Times New Roman", "eastAsia": "SimSun"}
AFTER_BIDI = (
    "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
)  # fmt: skip
AFTER_RTL = ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")
AFTER_VISUAL = (
    "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
    "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip
AFTER_BIDI_OF_SECTION = ("rtlGutter", "docGrid", "printerSettings")
"""What the format wants after each mark: Word refuses a file in which it stands elsewhere."""


def turn(document: Any, language: str) -> None:
    """Name the language to Word, with fonts for its letters, and turn everything that is read from right to left."""
    _name(document.styles["Normal"].element.get_or_add_rPr(), language)
    if not get_language_info(language)["bidi"]:
        return
    for section in document.sections:
        _mark(section._sectPr, "bidi", AFTER_BIDI_OF_SECTION)
    for table in document.element.body.iter(qn("w:tbl")):
        _mark(table.tblPr, "bidiVisual", AFTER_VISUAL)
    original = document.styles[QUOTE_OF_ORIGINAL].style_id
    for paragraph in document.element.body.iter(qn("w:p")):
        if paragraph.style != original:
            _turn_paragraph(paragraph)


def _name(properties: Any, language: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for letters, font in FONTS.items():
        fonts.set(qn(f"w:{letters}"), font)
    named = OxmlElement("w:lang")
    for letters in ("val", "bidi", "eastAsia"):
        named.set(qn(f"w:{letters}"), REGIONS.get(language, "en-GB"))
    properties.append(named)


def _turn_paragraph(paragraph: Any) -> None:
    _mark(paragraph.get_or_add_pPr(), "bidi", AFTER_BIDI)
    for run in paragraph.iter(qn("w:r")):
        properties = run.get_or_add_rPr()
        _mark(properties, "rtl", AFTER_RTL)
        if properties.find(qn("w:b")) is not None:
            properties.find(qn("w:b")).addnext(OxmlElement("w:bCs"))


def _mark(properties: Any, name: str, successors: tuple[str, ...]) -> None:
    properties.insert_element_before(OxmlElement(f"w:{name}"), *(f"w:{each}" for each in successors))
