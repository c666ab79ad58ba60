"""What a State writes is text in every format: never markup, a program, a field, or letters in another order."""

import pytest

from commitments.documents.content import Document, Heading, Listing, Paragraph, Quote, Table, Words
from commitments.documents.letters import printable, reads_from_right
from commitments.documents.printed import printed
from commitments.documents.word import written
from tests.documents.extracting import W, bare, from_pdf, from_word, parts_of, pdf_text
from tests.documents.sample import HOSTILE, document


def everywhere(text: str) -> Document:
    """A document with this text in each place where somebody's words may stand."""
    words = Words(text, notes=(text,))
    content = document(
        Heading(1, text, text),
        Paragraph(words),
        Quote(words),
        Listing([words]),
        Table(text, text, (text,), [(text,)], note=text),
    )
    return Document(**{**vars(content), "title": text, "running": text, "subtitle": text})


@pytest.fixture(scope="module")
def whole() -> Document:
    return everywhere(" ".join(HOSTILE))


def test_in_word_every_letter_of_it_is_text_and_nothing_else_is_added(whole):
    tame = parts_of(written(everywhere("tame")))["word/document.xml"]
    wild = parts_of(written(whole))["word/document.xml"]

    assert [each.tag for each in wild.iter()] == [each.tag for each in tame.iter()]
    assert bare(" ".join(HOSTILE)) in from_word(written(whole)).texts


def test_in_word_no_field_but_those_of_page_numbers(whole):
    fields = [
        each.get(f"{W}instr") for root in parts_of(written(whole)).values() for each in root.iter(f"{W}fldSimple")
    ]

    assert set(fields) == {"PAGE", "NUMPAGES"}
    assert not [root for root in parts_of(written(whole)).values() if list(root.iter(f"{W}instrText", f"{W}hyperlink"))]


def test_in_a_pdf_every_letter_of_it_is_text(whole):
    made = printed(whole)

    assert bare(" ".join(HOSTILE)) in from_pdf(made).texts
    assert b"/URI" not in made
    assert b"/JavaScript" not in made


def test_what_no_document_holds_and_what_turns_letters_round_goes_and_the_rest_stays():
    text = "a\x00b\x07c\ud800d\u202egpj.exe\u202c e\u200ff\ufffe"

    assert printable(text) == "abcdgpj.exe e\u200ff"


def test_control_characters_and_overrides_reach_no_file():
    text = "before\x00\x0b\u202egpj.exe\u202d\x1f after"

    word = parts_of(written(everywhere(text)))

    assert not any(letter in "".join(root.itertext()) for root in word.values() for letter in "\u202e\u202d\x0b\x1f")
    assert "gpj.exe" in pdf_text(printed(everywhere(text)))


@pytest.mark.parametrize(("text", "language", "from_right"), [
    ("(1) نص", "en", True), ("English", "ar", False), ("123 …", "ar", True), ("123", "en", False), ("", "xx", False),
])  # fmt: skip
def test_a_text_is_read_from_where_its_first_letter_says(text, language, from_right):
    assert reads_from_right(text, language) is from_right


def test_fifty_thousand_words_come_whole_into_both_formats():
    long = Words("word " * 49_999 + "last")

    word, pdf = from_word(written(document(Quote(long)))), pdf_text(printed(document(Quote(long))))

    assert word.texts[-1] == bare(long.text)
    assert pdf.count("word") == 49_999
