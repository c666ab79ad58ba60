"""One content, two formats: what is read back from either file is the same."""

import dataclasses

import pypdfium2
import pytest
from django.utils import translation

from commitments.documents.content import Document, Heading, Paragraph, Table, Words
from commitments.documents.printed import printed
from commitments.documents.writers import WRITERS, Format
from tests.documents.extracting import from_pdf, from_word, pdf_text
from tests.documents.sample import document, of_every_kind


@pytest.fixture(scope="module")
def whole() -> Document:
    return of_every_kind()


def test_headings_texts_notes_and_cells_are_the_same_in_word_and_pdf(whole):
    word, pdf = from_word(WRITERS[Format.DOCX](whole)), from_pdf(WRITERS[Format.PDF](whole))

    for part in ("headings", "texts", "notes", "cells"):
        assert getattr(word, part), part
        assert getattr(word, part) == getattr(pdf, part), part


def test_the_mark_of_a_draft_stands_on_each_page(whole):
    pages = pypdfium2.PdfDocument(printed(whole))

    assert len(pages) > 2
    assert all("DRAFT" in page.get_textpage().get_text_bounded() for page in pages)


def test_without_a_mark_no_page_says_draft(whole):
    assert "DRAFT" not in pdf_text(printed(dataclasses.replace(whole, mark="")))


def test_every_language_of_the_program_is_written_in_both_formats(settings):
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            made = [write(document(Paragraph(Words("One.")), language=language)) for write in WRITERS.values()]

        assert [file[:2] for file in made] == [b"PK", b"%P"]


def test_a_heading_deeper_than_the_styles_go_is_refused():
    with pytest.raises(ValueError, match="level 5"):
        Heading(5, "Too deep")


def test_a_row_of_another_length_than_its_heads_is_refused():
    with pytest.raises(ValueError, match="another length"):
        Table("Table 1", "Its title", ("a", "b"), [("1",)])
