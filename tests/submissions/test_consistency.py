"""What does not hold together in an answer, and where a reply is: pure rules."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from commitments.submissions.consistency import RULES, Said, remarks
from commitments.submissions.models import ReportingCycle, Submission
from commitments.submissions.next_steps import STEPS, next_step
from commitments.submissions.stages import Stage
from commitments.submissions.status import Status

TODAY = date(2026, 3, 2)
ACT = {"kind": "law", "title": "The act", "adopted_on": "2020-05-01"}
GAZETTE = {"title": "The gazette", "public_id": "a"}
WHOLE: dict[str, Any] = {"narrative": "An act is in force.", "actions": [ACT], "evidence": [GAZETTE]}


def found(status: Status = Status.IMPLEMENTED_AND_MAINTAINED, **said: Any) -> list[str]:
    return remarks(Said(status=status, on=TODAY, **{**WHOLE, **said}))


def fact(*, name: str = "The Convention", is_party: bool = False, listed: date | None = date(2014, 6, 1)) -> Any:
    treaty = SimpleNamespace(short_name=name, formal_title=f"{name} against Things")
    return SimpleNamespace(treaty=treaty, is_party=is_party, list_as_of=listed)


def test_an_answer_that_is_whole_is_remarked_on_by_no_rule() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"actions": []}, "The status is “Implemented and maintained”, and no action is named."),
        ({"evidence": []}, "The status is “Implemented and maintained”, and nothing that shows it is attached."),
        ({"narrative": " "}, "The status is “Implemented and maintained”, and the answer says nothing in words."),
        ({"status": Status.NO_ACTION_YET}, "The status is “No action yet”, and actions are named: The act."),
        ({"status": Status.PLANNED, "planned_on": date(2026, 3, 1)}, "It is planned for 1 March 2026, which has passed."),
        ({"considered_on": date(2026, 3, 3)}, "It was considered on 3 March 2026, which lies in the future."),
        ({"actions": [ACT | {"in_force_on": "2027-01-01"}]}, "“The act” bears the date 1 January 2027, which lies in the future."),
        ({"evidence": [GAZETTE | {"dated_on": "2026-03-03"}]}, "“The gazette” bears the date 3 March 2026, which lies in the future."),
        ({"figures": [{"label": "Cases", "year": 2027}]}, "The figure “Cases” is of 2027, which lies in the future."),
        ({"failing": {"a": date(2026, 2, 1)}}, "“The gazette” cannot be opened since 1 February 2026."),
    ],
)  # fmt: skip
def test_each_rule_says_what_it_found(said: dict[str, Any], words: str) -> None:
    assert found(**said) == [words]


@pytest.mark.parametrize(
    "said",
    [
        {"status": Status.PLANNED, "planned_on": TODAY},
        {"considered_on": TODAY},
        {"actions": [ACT | {"planned_on": "2030-01-01"}]},
        {"actions": [ACT | {"in_force_on": "no date"}]},
        {"figures": [{"label": "Cases", "year": 2026}, {"label": "Cases", "year": None}]},
        {"failing": {"another": date(2026, 2, 1)}},
        {"status": Status.NOT_APPLICABLE, "actions": [], "evidence": [], "narrative": ""},
        {"status": Status.NOT_REPORTED, "actions": [ACT | {"in_force_on": "2027-01-01"}]},
    ],
)
def test_what_is_no_contradiction_is_not_remarked_on(said: dict[str, Any]) -> None:
    assert found(**said) == []


def test_a_treaty_act_that_the_list_does_not_show_is_said_with_the_date_of_the_list() -> None:
    act = {"kind": "treaty_act", "title": "Ratification of the Convention"}

    assert found(actions=[act], facts=[fact()]) == ["The Convention: our list of 1 June 2014 does not show this act."]
    assert found(actions=[act], facts=[fact(is_party=True)]) == []
    assert found(actions=[act], facts=[fact(listed=None)]) == []
    assert found(actions=[ACT], facts=[fact()]) == []
    assert found(actions=[act], facts=[fact(), fact(name="Another")]) == [
        "The Convention: our list of 1 June 2014 does not show this act."
    ]


def test_every_rule_says_what_it_looks_for() -> None:
    assert all(rule.__doc__ for rule in RULES)


def submission(stage: Stage, **fields: Any) -> Submission:
    cycle = ReportingCycle(name="Cycle", soft_deadline_on=date(2026, 5, 1), hard_deadline_on=date(2026, 6, 1))
    return Submission(cycle=cycle, stage=stage, **{"is_current": True, **fields})


def test_every_stage_says_who_holds_the_reply_and_what_comes_next() -> None:
    assert set(STEPS) == set(Stage)
    for stage in Stage:
        step = next_step(submission(stage))
        assert step.holder in {"the State", "the secretariat"}
        assert step.words.endswith(".")


def test_a_day_is_named_where_one_is_asked_for() -> None:
    due = date(2026, 7, 1)

    assert next_step(submission(Stage.DRAFT)).by == date(2026, 5, 1)
    assert next_step(submission(Stage.CLARIFICATION, answers_due_on=due)).by == due
    assert next_step(submission(Stage.BEING_READ)).by is None


def test_of_a_version_that_was_replaced_nothing_is_expected() -> None:
    step = next_step(submission(Stage.BEING_READ, is_current=False))

    assert (step.holder, step.by) == ("", None)
    assert "later version" in step.words
