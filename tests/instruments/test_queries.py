"""What a page needs to draw a text is read in few queries, and is all there."""

import pytest

from commitments.instruments.models import Instrument, Obligation
from commitments.instruments.queries import obligation_page, qualifiers_by_obligation, text_of


@pytest.fixture
def founding(db: None) -> Instrument:
    return Instrument.objects.founding().with_labels("en").get()


def test_a_text_is_read_in_four_queries_at_most(founding, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        text = text_of(founding, "en")

    assert [len(part) for part in (text.preamble, text.operative, text.declaration_preamble, text.declaration)] == [
        4, 6, 10, 35,
    ]  # fmt: skip
    assert len(text.footnotes) == 11


def test_segments_of_a_paragraph_put_its_footnotes_where_they_stand(founding):
    block = next(block for block in text_of(founding).declaration if block.reference == "D4")

    (item,) = block.items
    assert [segment.note.number for segment in item.segments if segment.note] == [4, 5]
    assert item.segments[0].text.endswith("two of its Protocols.")
    assert item.segments[2].text.endswith("Convention against Corruption")
    assert "".join(segment.text for segment in item.segments if not segment.note) == block.text


def test_each_use_of_one_footnote_has_an_address_of_its_own(founding):
    text = text_of(founding)

    assert text.footnotes[0].anchors == ("to-note-1", "to-note-1-2")
    anchors = [s.note.anchor for block in text.blocks for item in block.items for s in item.segments if s.note]
    assert len(anchors) == len(set(anchors)) == 12


def test_a_language_without_a_text_shows_the_original_and_says_so(founding):
    text = text_of(founding, "ar")

    assert {block.language for block in text.blocks} == {"en"}


def test_an_obligation_is_read_in_three_queries_at_most(founding, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = obligation_page(founding, "D4", "en")
        assert page.label == "Ratify and implement crime conventions"

    assert [clause.verb for clause in page.clauses] == ["welcome", "call upon", "commit ourselves", "support"]
    assert all(page.block.text[c.offset : c.offset + len(c.quote)] == c.quote for c in page.clauses)
    assert [body.code for body in page.addressees] == ["NON_PARTIES", "MS"]
    assert [theme.code for theme in page.themes] == ["TREATY", "TOC", "CORR", "TERR"]
    assert page.references[0].title == "United Nations Convention against Transnational Organized Crime"
    assert page.references[0].adopted_on is not None
    assert [note.number for note in page.footnotes] == [4, 5]
    assert len(page.indicators) == 3
    assert (page.previous.reference, page.following.reference) == ("D3", "D5")


def test_the_qualifier_of_the_text_stands_with_its_obligation(founding):
    page = obligation_page(founding, "D18")

    assert page.qualifiers == ("in accordance with their domestic laws",)
    assert qualifiers_by_obligation([page.obligation.pk]) == {page.obligation.pk: page.qualifiers}


def test_what_one_answer_serves_is_known_from_both_sides(founding):
    assert [other.reference for other in obligation_page(founding, "OP3").same_answer_as] == ["D3"]
    assert [other.reference for other in obligation_page(founding, "D3").same_answer_as] == ["OP3"]


def test_the_first_and_the_last_obligation_have_one_neighbour(founding):
    assert obligation_page(founding, "OP1").previous is None
    assert obligation_page(founding, "D35").following is None


def test_a_reference_that_is_not_there_is_not_found(founding):
    with pytest.raises(Obligation.DoesNotExist):
        obligation_page(founding, "D36")
