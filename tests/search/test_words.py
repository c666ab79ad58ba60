"""What was typed is made harmless; an excerpt shows the words found, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.search.words import EXCERPT, cleaned, excerpt

TEXT = "We commit ourselves to strengthening, where needed, the legal framework for witnesses. " * 20


def test_control_characters_and_direction_marks_are_taken_out_of_the_query():
    assert cleaned("\x00 wit\u202eness ") == "wit ness"


def test_a_query_is_cut_at_two_hundred_characters():
    assert len(cleaned("a" * 5000)) == 200


def test_the_words_found_are_marked_in_other_forms_too():
    found = [piece.text for piece in excerpt(TEXT, "strengthen witness") if piece.found]

    assert {"strengthening", "witnesses"} <= set(found)


@pytest.mark.parametrize(
    ("text", "query"), [("Of WITNESSES", "witness"), ("О СВИДЕТЕЛЯХ", "свидетели"), ("Über Straßen", "STRASSE straße")]
)
def test_the_words_found_are_marked_in_any_letters(text, query):
    marked = [piece.text for piece in excerpt(text, query) if piece.found]

    assert marked == [text.split()[1]]


@given(st.text(max_size=600), st.text(max_size=60))
def test_an_excerpt_is_short_and_made_of_the_text(text, query):
    pieces = excerpt(text, query)

    together = "".join(piece.text for piece in pieces)
    assert together.removeprefix("… ").removesuffix(" …") in text or together in text
    assert len(together) <= EXCERPT + 4 + len(text.split(" ")[0] if text else "") or len(together) <= EXCERPT + 10
