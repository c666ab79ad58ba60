"""Status and completeness: the pure rules, and the table of moves."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.access.roles import ALL
from commitments.submissions.stages import MOVES, SUBMITTED, WORKING, Stage
from commitments.submissions.status import (
    CHOOSABLE,
    DESCRIPTIONS,
    REQUIRED_FIELDS,
    Completeness,
    Status,
    completeness,
    is_answered,
    missing_fields,
)

ALL_REQUIRED = sorted({name for names in REQUIRED_FIELDS.values() for name in names})

answers = st.builds(
    lambda status, narrative, given: SimpleNamespace(
        status=status, narrative=narrative, carried_from_id=None, **{name: given.get(name) for name in ALL_REQUIRED}
    ),
    status=st.sampled_from(list(Status)),
    narrative=st.text(max_size=5),
    given=st.dictionaries(st.sampled_from(ALL_REQUIRED), st.sampled_from(["", "words", date(2026, 1, 1)])),
)


@given(answers)
def test_an_answer_is_answered_exactly_when_its_status_has_all_it_needs(answer: Any) -> None:
    needed = REQUIRED_FIELDS.get(answer.status, ())
    complete = answer.status in CHOOSABLE and all(getattr(answer, name) for name in needed)

    assert is_answered(completeness(answer)) is complete


@given(answers)
def test_what_is_missing_is_what_the_status_needs_and_nothing_else(answer: Any) -> None:
    missing = missing_fields(answer)

    assert set(missing) <= set(REQUIRED_FIELDS.get(answer.status, ()))
    assert all(not getattr(answer, name) for name in missing)


@pytest.mark.parametrize("status", CHOOSABLE)
def test_as_whom_is_said_where_the_text_asks_it_unless_it_does_not_apply(status: Status) -> None:
    answer = SimpleNamespace(status=status, answers_as="")
    needs = status is not Status.NOT_APPLICABLE

    assert ("answers_as" in missing_fields(answer, sides=["provider", "recipient"])) is needs
    assert "answers_as" not in missing_fields(answer)
    assert "answers_as" not in missing_fields(SimpleNamespace(status=status, answers_as="both"), sides=["both"])


@given(answers)
def test_a_text_without_status_is_a_draft_and_nothing_is_not_answered(answer: Any) -> None:
    answer.status = Status.NOT_REPORTED

    assert completeness(answer) == (Completeness.DRAFT if answer.narrative else Completeness.NOT_ANSWERED)


def test_not_reported_cannot_be_chosen_and_every_choice_is_described() -> None:
    assert Status.NOT_REPORTED not in CHOOSABLE
    assert set(DESCRIPTIONS) == set(CHOOSABLE)


@pytest.mark.parametrize(
    ("confirmed_at", "stands"), [(None, "carried_over"), (date(2026, 1, 1), "confirmed_unchanged")]
)
def test_carried_over_is_not_confirmed(confirmed_at: Any, stands: str) -> None:
    answer = SimpleNamespace(status=Status.UNDER_WAY, narrative="", carried_from_id=7, confirmed_at=confirmed_at)

    assert completeness(answer) == stands
    assert is_answered(completeness(answer)) is (confirmed_at is not None)


def test_nothing_leads_back_from_what_was_sent_to_a_draft() -> None:
    for before, after in MOVES:
        assert not (before in SUBMITTED and after in WORKING)


def test_every_move_can_be_made_by_some_role_and_begins_where_one_can_be() -> None:
    reached = {Stage.DRAFT} | {after for _before, after in MOVES}

    for (before, _after), permissions in MOVES.items():
        assert before in reached
        assert any(permissions & role.permissions for role in ALL)
