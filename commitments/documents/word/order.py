"""Marks of WordprocessingML, each in the place the format wants it.

Word repairs, or refuses, a file where one stands elsewhere.
"""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

ORDER: dict[str, tuple[str, ...]] = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
        "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
        "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
        "tblDescription",
    ),
    "trPr": (
        "cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader",
        "tblCellSpacing", "jc", "hidden",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection",
        "bidi", "rtlGutter", "docGrid", "printerSettings",
    ),
}  # fmt: skip


def put(parent: Any, name: str, /, **values: object) -> Any:
    """The mark inside its parent, where the format wants it, in the place of one that was there before."""
    order = ORDER[parent.tag.rpartition("}")[2]]
    for former in parent.findall(qn(f"w:{name}")):
        parent.remove(former)
    mark = made(name, **values)
    parent.insert_element_before(mark, *(f"w:{later}" for later in order[order.index(name) + 1 :]))
    return mark


def made(name: str, /, *inside: Any, **values: object) -> Any:
    """A mark with its values, and what stands in it."""
    mark = OxmlElement(f"w:{name}")
    for key, value in values.items():
        mark.set(qn(f"w:{key}"), str(value))
    mark.extend(inside)
    return mark


def twips(points: float) -> int:
    """Points as the format counts lengths: in twentieths."""
    return round(points * 20)


def text_of(said: str) -> Any:
    """Text, its blanks kept."""
    text = made("t")
    text.text = said
    text.set(qn("xml:space"), "preserve")
    return text
