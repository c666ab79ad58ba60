"""A document as a PDF for paper: tagged, by the typesetter, from the same content as for Word."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from commitments.documents import content as said
from commitments.documents.letters import printable, reads_from_right
from commitments.documents.lines import lines_of
from commitments.files.typeset import typeset

LAYOUT = Path(__file__).with_name("document.typ")


def printed(content: said.Document) -> bytes:
    """The whole document as a file."""
    head = content.masthead
    whole = {
        "title": printable(content.title), "subtitle": printable(content.subtitle), "mark": printable(content.mark),
        "running": printable(content.running), "language": _code(content.language),
        "disclaimer": [printable(note) for note in content.disclaimer],
        "masthead": {
            "sender": printable(head.sender), "symbol": printable(head.symbol), "body": printable(head.body),
            "lines": [printable(line) for line in head.lines],
        },
        "blocks": [_block(block, content.language) for block in content.blocks],
    }  # fmt: skip
    return typeset(LAYOUT, document=whole)


def _code(language: str) -> str:
    """The language as the typesetter calls it: without its script or region."""
    return language.partition("-")[0]


def _words(words: said.Words, language: str) -> dict[str, Any]:
    own = words.language or language
    return {
        "text": printable(words.text).replace("\n", " "), "language": _code(own), "is_bold": words.is_bold,
        "notes": [printable(note) for note in words.notes], "from_right": reads_from_right(words.text, own),
    }  # fmt: skip


def _block(block: said.Block, language: str) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower(), **BLOCKS[type(block)](block, language)}


def _heading(block: said.Heading, _language: str) -> dict[str, Any]:
    return {"level": block.level, "text": printable(block.text), "number": printable(block.number)}


def _paragraph(block: said.Paragraph, language: str) -> dict[str, Any]:
    return {"words": _words(block.words, language), "is_numbered": block.is_numbered}


def _summary(block: said.Summary, language: str) -> dict[str, Any]:
    return {"heading": printable(block.heading), "said": [_words(words, language) for words in block.said]}


def _listing(block: said.Listing, language: str) -> dict[str, Any]:
    return {"points": [_words(words, language) for words in block.points]}


def _quote(block: said.Quote, language: str) -> dict[str, Any]:
    return {"lines": [_words(line, language) for line in lines_of(block.words)]}


def _table(block: said.Table, language: str) -> dict[str, Any]:
    return {
        "number": printable(block.number), "title": printable(block.title), "note": printable(block.note),
        "heads": [_words(said.Words(head), language) for head in block.heads],
        "rows": [[_words(said.Words(cell), language) for cell in row] for row in block.rows],
        "widths": list(block.widths or [1] * len(block.heads)),
    }  # fmt: skip


def _picture(block: said.Picture, language: str) -> dict[str, Any]:
    return {
        "png": list(block.png), "title": printable(block.title), "alt": printable(block.alt),
        "table": _table(block.table, language),
    }  # fmt: skip


BLOCKS: dict[type, Callable[[Any, str], dict[str, Any]]] = {
    said.Heading: _heading, said.Paragraph: _paragraph, said.Summary: _summary, said.Listing: _listing,
    said.Quote: _quote, said.Table: _table, said.Picture: _picture,
}  # fmt: skip
