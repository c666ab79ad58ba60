"""The Word file: in the order the format wants, numbered by Word itself, with real notes, for any direction."""

import pytest

from commitments.documents.content import Heading, Paragraph, Quote, Table, Words
from commitments.documents.word import written
from commitments.documents.word.order import ORDER
from tests.documents.extracting import W, from_word, parts_of
from tests.documents.sample import document, of_every_kind

KINDS = ("pPr", "rPr", "tblPr", "trPr", "sectPr")


@pytest.fixture(scope="module")
def parts():
    return parts_of(written(of_every_kind()))


def marks(parts, name, *, part="word/document.xml"):
    return list(parts[part].iter(f"{W}{name}"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_mark_stands_where_the_format_does_not_want_it(language):
    roots = parts_of(written(document(*of_every_kind().blocks, language=language))).values()
    found = [(kind, [mark.tag.removeprefix(W) for mark in properties]) for kind in KINDS for root in roots
             for properties in root.iter(f"{W}{kind}")]  # fmt: skip

    assert {kind for kind, _marks in found} == set(KINDS)
    for kind, names in found:
        assert names == sorted(names, key=ORDER[kind].index), (kind, names)


def test_a_mark_that_is_put_comes_before_those_the_format_wants_after_it():
    # independent of the table under test: the order of the standard for what this project puts (ECMA-376, 17.3 and 17.4)
    assert [name for name in ORDER["pPr"] if name in {"jc", "bidi", "pStyle", "numPr", "ind", "spacing", "keepNext"}] == [
        "pStyle", "keepNext", "numPr", "bidi", "spacing", "ind", "jc",
    ]  # fmt: skip
    assert [name for name in ORDER["tblPr"] if name in {"tblBorders", "bidiVisual", "tblW", "tblLayout", "tblInd"}] == [
        "bidiVisual", "tblW", "tblInd", "tblBorders", "tblLayout",
    ]  # fmt: skip


def test_word_numbers_the_paragraphs_and_no_number_is_typed(parts):
    styles = {one.get(f"{W}styleId"): one for one in marks(parts, "style", part="word/styles.xml")}
    number = styles["Numberedparagraph"].find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    defined = {one.get(f"{W}numId") for one in marks(parts, "num", part="word/numbering.xml")}

    assert number in defined
    text = "".join(each.text or "" for each in marks(parts, "t"))
    assert "The first paragraph." in text
    assert "1.The first" not in text.replace("\t", "")


def test_definitions_of_lists_come_before_what_uses_them(parts):
    names = [each.tag.removeprefix(W) for each in parts["word/numbering.xml"]]

    assert "abstractNum" not in names[names.index("num") :]


def test_each_reference_has_its_note_and_stands_after_the_last_sign(parts):
    referred = [each.get(f"{W}id") for each in marks(parts, "footnoteReference")]
    kept = [each.get(f"{W}id") for each in marks(parts, "footnote", part="word/footnotes.xml")]
    first = next(one for one in marks(parts, "p") if "Its note" not in "".join(one.itertext()) and
                 "The first paragraph." in "".join(one.itertext()))  # fmt: skip

    assert referred == kept[2:]
    assert "".join(first.itertext()) == "The first paragraph.,"
    assert [each.tag.removeprefix(W) for each in first.iter() if each.tag in {f"{W}t", f"{W}footnoteReference"}] == [
        "t", "footnoteReference", "t", "footnoteReference",
    ]  # fmt: skip


def test_a_document_without_notes_has_no_part_for_them():
    content = document(Paragraph(Words("One.")))
    bare = type(content)(**{**vars(content), "disclaimer": ()})

    assert "word/footnotes.xml" not in parts_of(written(bare))


def test_the_heads_of_a_table_come_again_on_each_page_and_no_row_is_torn(parts):
    rows = marks(parts, "tr")

    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert len(heads) == len(marks(parts, "tbl")) == 2
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_first_page_has_the_masthead_and_the_others_their_running_head(parts):
    section = marks(parts, "sectPr")[0]
    texts = {name: "".join(root.itertext()) for name, root in parts.items() if name.startswith("word/header")}

    assert section.find(f"{W}titlePg") is not None
    assert parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    assert sorted("Thailand" in text for text in texts.values()) == [False, False, True]
    assert all("DRAFT" in text for text in texts.values())


def test_measures_are_those_of_the_united_nations(parts):
    section = marks(parts, "sectPr")[0]
    page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    body = next(one for one in marks(parts, "style", part="word/styles.xml") if one.get(f"{W}styleId") == "BodyText")
    indent = body.find(f"{W}pPr/{W}ind")

    assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("12240", "15840")
    assert (margins.get(f"{W}left"), margins.get(f"{W}top"), margins.get(f"{W}bottom")) == ("1200", "1440", "1728")
    assert (indent.get(f"{W}left"), indent.get(f"{W}right")) == ("1267", "1267")


def test_a_picture_is_described(parts):
    assert [each.get("descr") for each in parts["word/document.xml"].iter("{*}docPr")] == ["A black bar"]


def test_an_arabic_document_reads_from_the_right_and_english_inside_it_from_the_left():
    content = document(
        Heading(1, "الرد", "D17"), Paragraph(Words("تقرير وطني.")), Quote(Words("An English text.", "en")),
        Table("الجدول 1", "الغلاف", ("الحقل", "Stated"), [("الوزارة", "Ministry")]), language="ar",
    )  # fmt: skip

    parts = parts_of(written(content))

    turned = {"".join(one.itertext()): one.find(f"{W}pPr/{W}bidi") is not None for one in marks(parts, "p")}
    assert turned["تقرير وطني."]
    assert turned["الوزارة"]
    assert not turned["An English text."]
    assert not turned["Ministry"]
    assert marks(parts, "sectPr")[0].find(f"{W}bidi") is not None
    assert marks(parts, "tblPr")[0].find(f"{W}bidiVisual") is not None


def test_a_text_in_another_language_says_so_to_whoever_reads_it_aloud():
    parts = parts_of(written(document(Quote(Words("Une réponse.", "fr")), Quote(Words("A reply.", "en")))))

    assert [each.get(f"{W}val") for each in marks(parts, "lang")] == ["fr-FR"]


def test_lines_of_a_text_are_paragraphs_and_its_note_stands_at_the_last():
    found = from_word(written(document(Quote(Words("same\r\n\r\nsame\u2028same", notes=("N.",))))))

    assert found.texts[-3:] == ["same", "same", "same"]
    assert found.notes[-1] == "N."
