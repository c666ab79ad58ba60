"""Which numbers glued to words are footnotes, which are not, and which are doubtful."""

import pytest

from commitments.instruments.reading.indicators import Sequence, take_out
from commitments.instruments.reading.values import with_indicators


def taken(text: str, *, notes: int = 12, seen: set[int] | None = None):
    return take_out(text, line=1, sequence=Sequence(notes, set(seen or ())))


@pytest.mark.parametrize(
    ("text", "clean", "number"),
    [
        ("against Corruption1 and", "against Corruption and", 1),
        ("fourteenth session,1", "fourteenth session,", 1),
        ("two of its Protocols.1 We call", "two of its Protocols. We call", 1),
        ("the “Guidelines”1 and", "the “Guidelines” and", 1),
        ("the Forum (HLPF)1 and", "the Forum (HLPF) and", 1),
        ("annexes I-III.1", "annexes I-III.", 1),
        ("contained in the annex.1 We", "contained in the annex. We", 1),
    ],
)
def test_a_number_glued_to_a_word_or_its_punctuation_is_an_indicator(text, clean, number):
    found = taken(text)

    assert found.text == clean
    assert [(i.number, i.doubt) for i in found.indicators] == [(number, "")]
    assert with_indicators(found.text, [(i.offset, i.number) for i in found.indicators]) == text


@pytest.mark.parametrize(
    "text",
    [
        "A/60/510 and Corr.1",
        "A/60/510 and Corr.1)",
        "Sales No. E.05.IV.1).",
        "see A/CONF.203/RPM.1/1, which",
        "A/60/L.1 and Rev.1, Add.1",
        "Bangkok, 1-5 April 2005",
        "Bangkok, 18-25 April 2005",
        "the Convention of 1988,",
        "resolution 57/270 B of 23 June 2003,",
        "a target of 0.1 per cent",
        "vol.1 and para.1 of",
        "some 1,1 units",
        "Sales No. E.01 and",
        "in section a.1.b of",
        "COVID-1 and",
        "paragraph 1, and 1.",
        "",
    ],
)
def test_what_only_looks_like_an_indicator_stays_in_the_text(text):
    found = taken(text)

    assert found.text == text
    assert found.indicators == ()


def test_a_number_beyond_the_last_footnote_is_no_indicator():
    assert taken("the words COP15 and Habitat3", notes=2).indicators == ()


def test_a_repeat_of_a_note_that_was_seen_is_certain():
    assert [i.doubt for i in taken("the report,1 including", seen={1, 2}).indicators] == [""]


@pytest.mark.parametrize(
    ("text", "clean", "doubt"),
    [
        ("the Protocols4 and", "the Protocols and", "note 1 was due"),
        ("of 16 December 2005,1 in", "of 16 December 2005, in", "follows a number"),
        ("the UNFCCC1 and", "the UNFCCC and", "follows capitals, which may have a number of their own"),
    ],
)
def test_a_doubtful_indicator_is_taken_out_and_says_why(text, clean, doubt):
    found = taken(text)

    assert found.text == clean
    assert [i.doubt for i in found.indicators] == [doubt]


def test_a_document_symbol_that_fits_the_sequence_is_left_and_listed():
    found = taken("the report (A/60/510 and Corr.1)")

    assert [(left.glued, left.reason) for left in found.left] == [("Corr.1", "part of a document symbol")]


def test_offsets_point_into_the_cleaned_text_when_one_paragraph_has_many():
    found = taken("Property,7 Flora8 and Diversity,9 we", seen={*range(1, 7)})

    assert found.text == "Property, Flora and Diversity, we"
    assert [found.text[: i.offset].split()[-1] for i in found.indicators] == ["Property,", "Flora", "Diversity,"]


def test_a_very_long_word_is_gone_through_in_good_time():
    assert taken("x" * 200_000 + "1").text.startswith("x")
