"""The two fractions and their sentences: a whole is always said, and silence is no status."""

from itertools import pairwise

import pytest

from commitments.rollups.measures import SHARED, Fraction, ReplyRate, StatusCounts, segments, summed
from commitments.submissions.status import Status


def counts(about="paragraph 17", *, is_shared=True, sees_all=True, **by_status):
    return StatusCounts(
        about, {Status(code): n for code, n in by_status.items()}, is_shared=is_shared, sees_all=sees_all
    )


def test_a_share_is_of_the_answers_received_less_not_applicable():
    seventeen = counts(under_way=7, planned=11, not_applicable=2)

    assert (seventeen.received, seventeen.applicable) == (20, 18)
    assert seventeen.share(Status.UNDER_WAY) == Fraction(7, 18)
    assert seventeen.share(Status.UNDER_WAY).percent == 39


def test_the_sentence_says_the_whole_first_and_not_applicable_apart():
    assert counts(under_way=7, planned=11, not_applicable=2).sentence == (
        "Of the 20 Member States that provided information on paragraph 17, 2 answered “not applicable”; "
        "of the other 18, 11 reported “Planned” (61 per cent); 7 reported “Under way” (39 per cent)."
    )
    assert counts(under_way=7, planned=11).sentence == (
        "Of the 18 Member States that provided information on paragraph 17, 11 reported “Planned” (61 per cent); "
        "7 reported “Under way” (39 per cent)."
    )


def test_one_answer_is_a_member_state_in_the_singular():
    assert counts(planned=1).sentence.startswith("Of the 1 Member State that provided information on paragraph 17")


def test_outsiders_are_told_that_the_whole_is_what_they_may_read():
    assert "whose information on paragraph 17 you may read" in counts(planned=2, sees_all=False).sentence
    assert counts(sees_all=False).sentence == "There is no information on paragraph 17 that you may read."


def test_only_not_applicable_gives_no_share_and_no_zero():
    only = counts(not_applicable=3)

    assert only.share(Status.PLANNED).percent is None
    assert only.sentence == (
        "Of the 3 Member States that provided information on paragraph 17, 3 answered “not applicable”."
    )


@pytest.mark.parametrize("status", [Status.NOT_APPLICABLE, Status.NOT_REPORTED])
def test_not_applicable_and_not_reported_have_no_share(status):
    with pytest.raises(ValueError, match="stands in no share"):
        counts(planned=1).share(status)


def test_no_action_yet_is_an_answer_and_not_reported_is_none():
    assert counts(no_action_yet=1).received == 1
    assert counts(not_reported=5).received == 0


def test_givers_and_receivers_get_numbers_and_no_percentages():
    said = counts(is_shared=False, planned=2, under_way=1)

    assert "per cent" not in said.sentence
    assert {piece.percent for piece in segments(said)} == {None}


def test_the_reply_rate_is_of_those_asked_and_silence_is_not_failure():
    assert ReplyRate(18, 193).sentence == "Of the 193 Member States asked, 18 replied (9 per cent)."
    assert ReplyRate(18, 193).silent == 175
    assert ReplyRate(0, 193).sentence == "None of the 193 Member States asked has replied so far."
    assert ReplyRate(0, 0).sentence == "Nobody was asked in this cycle."


def test_the_pieces_of_a_bar_fill_it_without_gap_or_overlap():
    pieces = segments(counts(no_action_yet=1, planned=1, under_way=1, not_applicable=9))
    drawn = [piece for piece in pieces if piece.width]

    assert [piece.status for piece in pieces[:-1]] == list(SHARED)
    assert sum(piece.width for piece in drawn) == 1000
    assert all(one.start + one.width == two.start for one, two in pairwise(drawn))


def test_several_paragraphs_together_are_answers_and_not_states():
    both = summed("Terrorism", [counts(planned=2), counts(planned=1, under_way=1)], sees_all=True)

    assert both.sentence.startswith("Of the 4 answers received on Terrorism, 3 reported “Planned”")
