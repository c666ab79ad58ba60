"""Each kind of block as paragraphs of its style; what is somebody's text is text and nothing else."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.shared import Pt

from commitments.documents import content as said
from commitments.documents.letters import printable
from commitments.documents.lines import lines_of
from commitments.documents.word.notes import Notes
from commitments.documents.word.numbering import number
from commitments.documents.word.paragraphs import paragraph_of
from commitments.documents.word.running import run_heads
from commitments.documents.word.styles import settle
from commitments.documents.word.tables import WIDTH, table_of

LONGEST_TITLE = 255


def written(content: said.Document) -> bytes:
    """The whole document as a file."""
    document: Any = docx.Document()
    properties = document.core_properties
    properties.title, properties.language = printable(content.title)[:LONGEST_TITLE], content.language
    properties.author = properties.comments = ""
    settle(document, content.language)
    number(document)
    run_heads(document, content)
    _Writing(document, content.language).write(content)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


class _Writing:
    """One document while it is written."""

    def __init__(self, document: Any, language: str) -> None:
        self.document, self.language = document, language
        self.notes = Notes(document)

    def write(self, content: said.Document) -> None:
        """All of it, before what the body says of its pages."""
        end = self.document.element.body.sectPr
        for element in self._elements(content):
            end.addprevious(element)
        self.notes.keep()

    def _elements(self, content: said.Document) -> Iterator[Any]:
        title = self.paragraph(said.Words(content.title), "Title")
        self.notes.refer(title, content.disclaimer, mark="*")
        yield title
        if content.subtitle:
            yield self.paragraph(said.Words(content.subtitle), "Subtitle")
        for block in content.blocks:
            yield from WRITERS[type(block)](self, block)

    def paragraph(self, words: said.Words, style: str, in_margin: str | None = None) -> Any:
        """A paragraph with its notes."""
        made = paragraph_of(words, style, language=self.language, in_margin=in_margin)
        self.notes.refer(made, words.notes)
        return made


def _heading(writing: _Writing, block: said.Heading) -> Iterator[Any]:
    yield writing.paragraph(said.Words(block.text), f"Heading {block.level}", block.number)


def _paragraph(writing: _Writing, block: said.Paragraph) -> Iterator[Any]:
    yield writing.paragraph(block.words, "Numbered paragraph" if block.is_numbered else "Body Text")


def _summary(writing: _Writing, block: said.Summary) -> Iterator[Any]:
    yield writing.paragraph(said.Words(block.heading), "Summary heading")
    for words in block.said:
        yield writing.paragraph(words, "Summary")


def _listing(writing: _Writing, block: said.Listing) -> Iterator[Any]:
    for words in block.points:
        yield writing.paragraph(words, "Point")


def _quote(writing: _Writing, block: said.Quote) -> Iterator[Any]:
    for words in lines_of(block.words):
        yield writing.paragraph(words, "As received")


def _table(writing: _Writing, block: said.Table) -> Iterator[Any]:
    return table_of(block, language=writing.language)


def _picture(writing: _Writing, block: said.Picture) -> Iterator[Any]:
    yield writing.paragraph(said.Words(block.title), "Table title")
    frame = writing.document.add_paragraph(style="Picture")
    drawn = frame.add_run().add_picture(io.BytesIO(block.png), width=Pt(WIDTH))
    drawn._inline.docPr.set("descr", printable(block.alt))
    yield frame._p
    yield from _table(writing, block.table)


WRITERS: dict[type, Callable[[_Writing, Any], Iterator[Any]]] = {
    said.Heading: _heading, said.Paragraph: _paragraph, said.Summary: _summary, said.Listing: _listing,
    said.Quote: _quote, said.Table: _table, said.Picture: _picture,
}  # fmt: skip
