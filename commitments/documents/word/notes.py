"""Real footnotes, which python-docx does not write: a part of the file of their own, and a reference in the text."""

from collections.abc import Sequence
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from commitments.documents.letters import printable
from commitments.documents.word.order import made, text_of
from commitments.documents.word.styles import identifier

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
LINES = ("separator", "continuationSeparator")
BEFORE_IN_SETTINGS = (
    "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
    "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade",
    "w:captions", "w:readModeInkLockDown", "w:smartTagType", "w:schemaLibrary", "w:shapeDefaults",
    "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip


class Notes:
    """The notes of one document, in the order of their references."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root: Any = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for key, line in enumerate(LINES):
            self._root.append(made("footnote", made("p", made("r", made(line))), type=line, id=key - 1))
        self._next = 1

    def refer(self, paragraph: Any, notes: Sequence[str], *, mark: str = "") -> None:
        """References after the paragraph's last sign, a comma between two, and their notes.

        Word numbers them, unless a mark is given, which is then that of each.
        """
        for place, note in enumerate(notes):
            own = {"customMarkFollows": 1} if mark else {}
            between = [text_of(",")] if place else []
            reference = [made("footnoteReference", **own, id=self._next), *([text_of(mark)] if mark else [])]
            paragraph.append(made("r", _superscript(), *between, *reference))
            self._root.append(self._note(printable(note), mark))
            self._next += 1

    def _note(self, text: str, mark: str) -> Any:
        number = made("r", _superscript(), text_of(mark) if mark else made("footnoteRef"))
        style = made("pPr", made("pStyle", val=identifier("Footnote Text")))
        return made("footnote", made("p", style, number, made("r", text_of(f" {text}"))), id=self._next)

    def keep(self) -> None:
        """The part in the file, where there are notes."""
        if self._next == 1:
            return
        package = self._document.part.package
        part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE, self._root, package)
        self._document.part.relate_to(part, RELATION)
        lines = (made("footnote", id=key - 1) for key in range(len(LINES)))
        self._document.settings.element.insert_element_before(made("footnotePr", *lines), *BEFORE_IN_SETTINGS)


def _superscript() -> Any:
    return made("rPr", made("rStyle", val=identifier("Footnote Reference")))
