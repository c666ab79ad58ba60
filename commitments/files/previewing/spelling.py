"""The words of a text or an office document, without pictures, formulas, macros or anything that could run."""

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from commitments.files.previewing.agreed import NotMade, Reason

MOST_CHARACTERS = 20_000
MOST_OF_A_PART = 32 << 20
MOST_STRINGS = 100_000
BLOCK = 1 << 16
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True)
class Written:
    """Where the words of a kind of office document stand: parts, what a paragraph is, which elements hold words."""

    parts: str
    paragraph: str
    words: frozenset[str] | None = None


_T = frozenset(("t", "tab", "br"))
WRITTEN = {
    "docx": Written(r"word/document\.xml", "p", _T),
    "pptx": Written(r"ppt/slides/slide\d+\.xml", "p", _T),
    "odt": Written(r"content\.xml", "p"),
    "ods": Written(r"content\.xml", "table-row"),
}


def spell(source: Path, code: str) -> str:
    """The first words of the file. Refuses with NotMade where there are none, or none can be read."""
    try:
        lines = _lines_of_text(source) if code in {"txt", "csv"} else _lines_of_office(source, code)
        found = _first(lines)
    except (zipfile.BadZipFile, ParseError, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError,
            OSError) as fault:  # fmt: skip
        raise NotMade(Reason.DAMAGED) from fault
    if not found.strip():
        raise NotMade(Reason.NOTHING)
    return found


def _first(lines: Iterable[str]) -> str:
    kept, length = [], 0
    for line in lines:
        kept.append(_harmless(line)[: MOST_CHARACTERS - length])
        length += len(kept[-1]) + 1
        if length >= MOST_CHARACTERS:
            break
    return "\n".join(kept)


def _harmless(line: str) -> str:
    """Without controls, and without marks that turn the reading direction of what stands beside it."""
    return "".join(char for char in line if char == "\t" or unicodedata.category(char)[0] != "C")


def _lines_of_text(source: Path) -> Iterator[str]:
    with source.open("rb") as file:
        head = file.read(MOST_CHARACTERS * 4)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    try:
        text = head.decode(encoding, "strict" if len(head) < MOST_CHARACTERS * 4 else "ignore")
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    yield from text.splitlines()


def _lines_of_office(source: Path, code: str) -> Iterator[str]:
    with zipfile.ZipFile(source) as archive:
        if code == "xlsx":
            yield from _rows(archive)
            return
        written = WRITTEN[code]
        for part in _parts(archive, written.parts):
            for paragraph in _elements(archive, part, written.paragraph):
                yield _words(paragraph, written.words)


def _parts(archive: zipfile.ZipFile, pattern: str) -> list[str]:
    found = [name for name in archive.namelist() if re.fullmatch(pattern, name)]
    return sorted(found, key=lambda name: (len(name), name))


def _elements(archive: zipfile.ZipFile, part: str, wanted: str) -> Iterator[Element]:
    """Each element of this name as it ends, and forgotten afterwards; a part that swells is left in the middle."""
    parser: Any = XMLPullParser(("end",))  # its stubs give each event another type
    left = MOST_OF_A_PART
    with archive.open(part) as stream:
        while left > 0 and (block := stream.read(BLOCK)):
            left -= len(block)
            parser.feed(block)
            for _event, element in parser.read_events():
                if _name(element) == wanted:
                    yield element
                    element.clear()


def _words(paragraph: Element, holding: frozenset[str] | None) -> str:
    if holding is None:
        cells = [child for child in paragraph if _name(child) == "table-cell"]
        return "\t".join("".join(cell.itertext()) for cell in cells) if cells else "".join(paragraph.itertext())
    return "".join(each.text or " " for each in paragraph.iter() if _name(each) in holding)


def _rows(archive: zipfile.ZipFile) -> Iterator[str]:
    """The cells of each row, as the workbook last showed them; no formula is worked out."""
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        strings = _elements(archive, "xl/sharedStrings.xml", "si")
        shared = [_words(each, frozenset("t")) for each in islice(strings, MOST_STRINGS)]
    for part in _parts(archive, r"xl/worksheets/sheet\d+\.xml"):
        for row in _elements(archive, part, "row"):
            yield "\t".join(_cell(each, shared) for each in row if _name(each) == "c")


def _cell(cell: Element, shared: list[str]) -> str:
    said = "".join(each.text or "" for each in cell.iter() if _name(each) in {"v", "t"})
    if cell.get("t") != "s":
        return said
    return shared[int(said)] if said.isdecimal() and int(said) < len(shared) else ""


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
