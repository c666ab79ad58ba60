"""Numbers that Word itself keeps: take one paragraph away and the rest are counted anew."""

from typing import Any

from commitments.documents.word.order import made, put, twips
from commitments.documents.word.styles import INDENT, NUMBER_TAB, STYLES

COUNTED, POINTED = 90, 91
"""Numbers of the two lists; those of python-docx's own template end below."""


def number(document: Any) -> None:
    """Count the paragraphs of the style for it, and point those of the style for points."""
    numbering = document.part.numbering_part.element
    text = STYLES["Numbered paragraph"]
    point = STYLES["Point"]
    _add(numbering, COUNTED, "decimal", "%1.", left=twips(text.left), first=0, tab=twips(NUMBER_TAB))
    _add(numbering, POINTED, "bullet", "•", left=twips(point.left), first=-twips(point.hanging), tab=twips(point.left))
    for style, key in (("Numbered paragraph", COUNTED), ("Point", POINTED)):
        mark = put(document.styles[style].element.get_or_add_pPr(), "numPr")
        mark.extend((made("ilvl", val=0), made("numId", val=key)))


def _add(numbering: Any, key: int, form: str, text: str, *, left: int, first: int, tab: int) -> None:
    """A list of one level. Definitions come before what uses them."""
    indent = {"hanging": -first} if first < 0 else {"firstLine": first}
    level = made(
        "lvl", made("start", val=1), made("numFmt", val=form), made("suff", val="tab"), made("lvlText", val=text),
        made("lvlJc", val="left"),
        made("pPr", made("tabs", made("tab", val="num", pos=tab)),
             made("ind", left=left, right=twips(INDENT), **indent)),
        ilvl=0,
    )  # fmt: skip
    whole = made("abstractNum", made("multiLevelType", val="singleLevel"), level, abstractNumId=key)
    numbering.insert_element_before(whole, "w:num", "w:numIdMacAtCleanup")
    numbering.append(made("num", made("abstractNumId", val=key), numId=key))
