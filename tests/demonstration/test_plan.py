"""The plan of the demonstration is the same every time and says what it is in every text."""

from datetime import date
from random import Random

from commitments.demonstration import plan
from commitments.submissions.status import REQUIRED_FIELDS, Status

CODES = [f"S{n:02}" for n in range(60)] + [plan.SHOWN]


def test_the_same_states_reply_every_time():
    assert plan.replies(CODES, past=True) == plan.replies(CODES, past=True)


def test_about_forty_states_reply_in_the_past_cycle():
    sent = [reply for reply in plan.replies(CODES, past=True) if reply.is_sent]

    assert len(sent) == 40
    assert sum(reply.days_before_deadline < 0 for reply in sent) == plan.LATE
    assert sum(reply.is_nil for reply in sent) == plan.NIL


def test_the_state_a_visitor_signs_in_as_is_still_writing_in_the_open_cycle():
    shown = next(reply for reply in plan.replies(CODES, past=False) if reply.code == plan.SHOWN)

    assert not shown.is_sent
    assert shown.answers


def test_nothing_in_the_open_cycle_is_written_after_today():
    days = [reply.days_before_deadline for reply in plan.replies(CODES, past=False)]

    assert min(days) > plan.STILL_TO_COME - 1


def test_every_text_says_that_it_is_demonstration():
    random = Random(1)

    assert all(plan.narrative(random, "D17").startswith("Demonstration text for D17.") for _ in range(50))


def test_every_answer_has_what_its_status_needs():
    random = Random(2)

    answers = [plan.answer_values(random, "D17", answers_as=[], today=date(2026, 1, 1)) for _ in range(400)]

    assert all(answer.get(name) for answer in answers for name in REQUIRED_FIELDS.get(Status(answer["status"]), ()))
    assert {answer["status"] for answer in answers} == set(plan.STATUS_WEIGHTS)
