"""How each kind of paragraph looks, as a table of styles: an editor changes a style, not a paragraph."""

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE

from commitments.documents.word.order import made, put, twips

FONT = "Times New Roman"
FONTS = {"ascii": FONT, "hAnsi": FONT, "cs": FONT, "eastAsia": "SimSun"}
INDENT, NUMBER_TAB, LINE, AFTER = 63.35, 87, 12, 6
"""From the margin to the text on both sides, and to the words after a paragraph's number; a line; the room after."""

REGIONS = {"ar": "ar-SA", "zh-hans": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}


@dataclass(frozen=True)
class Look:
    """One style: its size, weight and room, and how far it stands in."""

    based_on: str = "Normal"
    size: float = 10
    bold: bool = False
    italic: bool = False
    left: float = 0
    right: float = 0
    hanging: float = 0
    before: float = 0
    after: float = AFTER
    jc: str = "left"
    keeps_next: bool = False
    tab: float = 0
    boxed: bool = False


_HEAD: dict[str, Any] = {
    "left": INDENT,
    "right": INDENT,
    "hanging": INDENT,
    "before": 12,
    "keeps_next": True,
    "tab": INDENT,
}
_TEXT: dict[str, Any] = {"left": INDENT, "right": INDENT, "jc": "both"}
STYLES: dict[str, Look] = {
    "Normal": Look(based_on=""),
    "Title": Look(size=14, bold=True, left=INDENT, right=INDENT, before=18, after=12),
    "Subtitle": Look(size=12, bold=True, left=INDENT, right=INDENT, after=12),
    "Heading 1": Look(size=14, bold=True, **_HEAD),
    "Heading 2": Look(size=12, bold=True, **_HEAD),
    "Heading 3": Look(size=10, bold=True, **_HEAD),
    "Heading 4": Look(size=10, italic=True, **_HEAD),
    "Body Text": Look(**_TEXT),
    "Numbered paragraph": Look(tab=NUMBER_TAB, **_TEXT),
    "Point": Look(left=INDENT + 23.65, right=INDENT, hanging=12, after=3),
    "As received": Look(left=INDENT + 23.65, right=INDENT, jc="both"),
    "Summary heading": Look(size=12, italic=True, left=INDENT, right=INDENT, after=0, jc="center", boxed=True,
                            keeps_next=True),
    "Summary": Look(after=0, boxed=True, **_TEXT),
    "Table number": Look(left=INDENT, before=6, after=0, keeps_next=True),
    "Table title": Look(bold=True, left=INDENT, after=3, keeps_next=True),
    "Table head": Look(size=8.5, italic=True, before=2, after=2),
    "Table cell": Look(size=8.5, before=2, after=2),
    "Table note": Look(size=8.5, left=INDENT, right=INDENT, before=3, after=12),
    "Picture": Look(left=INDENT, keeps_next=True),
    "Footnote Text": Look(size=8.5, left=INDENT, right=INDENT, after=2, jc="both"),
    "Masthead": Look(after=0),
    "Running head": Look(size=8.5, bold=True, after=0),
    "Mark": Look(size=14, bold=True, jc="center", after=0),
}  # fmt: skip


def identifier(style: str) -> str:
    """The name of a style as the file has it."""
    return style.replace(" ", "")


def settle(document: Any, language: str) -> None:
    """All styles of the table in the document, and its language."""
    for name, look in STYLES.items():
        _settle_one(document.styles, _named(document, name), look)
    normal = document.styles["Normal"].element.get_or_add_rPr()
    region = REGIONS.get(language, language)
    put(normal, "lang", val=region, eastAsia=region, bidi=region)
    reference = document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    put(reference.element.get_or_add_rPr(), "vertAlign", val="superscript")


def _named(document: Any, name: str) -> Any:
    try:
        return document.styles[name]
    except KeyError:
        return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _settle_one(styles: Any, style: Any, look: Look) -> None:
    for former in ("w:pPr", "w:rPr"):
        for each in style.element.xpath(former):
            style.element.remove(each)
    if look.based_on:
        style.base_style = styles[look.based_on]
    style.quick_style = True
    _settle_letters(style.element.get_or_add_rPr(), look)
    _settle_room(style.element.get_or_add_pPr(), look)
    _settle_outline(style)


def _settle_letters(letters: Any, look: Look) -> None:
    put(letters, "rFonts", **FONTS)
    for mark, wanted in (("b", look.bold), ("i", look.italic)):
        if wanted:
            put(letters, mark)
            put(letters, f"{mark}Cs")
    put(letters, "color", val="000000")
    put(letters, "sz", val=round(look.size * 2))
    put(letters, "szCs", val=round(look.size * 2))


def _settle_room(room: Any, look: Look) -> None:
    if look.keeps_next:
        put(room, "keepNext")
    if look.tab:
        put(room, "tabs").append(made("tab", val="left", pos=twips(look.tab)))
    if look.boxed:
        sides = (made(side, val="single", sz=4, space=4, color="auto") for side in ("top", "left", "bottom", "right"))
        put(room, "pBdr").extend(sides)
    put(room, "spacing", before=twips(look.before), after=twips(look.after), line=twips(LINE), lineRule="atLeast")
    put(room, "ind", left=twips(look.left), right=twips(look.right), **_hanging(look))
    put(room, "jc", val=look.jc)


def _hanging(look: Look) -> dict[str, int]:
    return {"hanging": twips(look.hanging)} if look.hanging else {}


def _settle_outline(style: Any) -> None:
    name, _space, level = style.name.partition(" ")
    if name == "Heading":
        put(style.element.pPr, "outlineLvl", val=int(level) - 1)
