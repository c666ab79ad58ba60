"""The word-level difference gives back both texts, and reads in one line."""

from hypothesis import given
from hypothesis import strategies as st

from commitments.instruments.differences import Change, difference_of, marked, word_difference

WORDS = st.lists(st.sampled_from(["we", "call", "upon", "States", " ", "\n", "to", "."])).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_had_from_the_difference(old, new):
    spans = word_difference(old, new)

    assert "".join(span.text for span in spans if span.change is not Change.ADDED) == old
    assert "".join(span.text for span in spans if span.change is not Change.REMOVED) == new


def test_a_changed_word_is_shown_among_its_neighbours():
    assert marked(word_difference("We call upon all States", "We urge upon all States")) == (
        "We [-call-]{+urge+} upon all States"
    )


def test_words_far_from_the_change_are_left_out():
    text = "word " * 100

    shown = marked(word_difference(text + "old", text + "new"))

    assert shown.startswith("… ")
    assert shown.endswith("[-old-]{+new+}")
    assert len(shown) < 80


def test_the_same_words_have_no_difference():
    assert difference_of("D1", "same", "same") is None
