"""Two people make the same move at once: one wins, the other is told."""

from commitments.review import services
from commitments.review.models import ClarificationRequest
from commitments.submissions.models import StageMove
from commitments.submissions.stages import Stage
from tests.factories import submissions as make
from tests.review.scene import DUE, LATER, approver, asked, being_read, officer, stage_of, state
from tests.submissions.test_at_once import at_once, kinds


def test_of_two_who_begin_to_read_one_does(committed_db: str) -> None:
    sent, one, another = make.sent(), officer(), officer()

    results = at_once(*(lambda by=by: services.begin_reading(sent, by=by, now=LATER) for by in (one, another)))

    assert kinds(results) == ["MoveNotAllowed", "Submission"]
    assert StageMove.objects.filter(to_stage=Stage.BEING_READ).count() == 1


def test_of_two_who_close_one_does_and_of_two_answers_one_stands(committed_db: str) -> None:
    sent, to_answer = being_read(), being_read(code="KEN")
    question, first = asked(to_answer), officer()
    services.propose(sent, reason="", by=first, now=LATER)
    second, third, speaks = approver(), approver(), state("KEN")

    closings = at_once(*(lambda by=by: services.approve(sent, by=by, now=LATER) for by in (second, third)))
    answers = at_once(*[lambda: services.answer(question, words="Since May.", by=speaks, now=LATER)] * 2)

    assert kinds(closings) == ["ClosingRefused", "Submission"]
    assert kinds(answers) == ["ClarificationRequest", "QuestionIsClosed"]
    assert (stage_of(sent), stage_of(to_answer)) == (Stage.CLOSED, Stage.BEING_READ)


def test_two_questions_at_once_have_two_numbers(committed_db: str) -> None:
    sent, one, another = being_read(), officer(), officer()
    new = services.NewQuestion(obligation_ids=[make.obligations(sent.cycle)[0].pk], question="Since when?", due_on=DUE)

    results = at_once(*(lambda by=by: services.ask(sent, new, by=by, now=LATER) for by in (one, another)))

    assert kinds(results) == ["ClarificationRequest"] * 2
    assert sorted(ClarificationRequest.objects.values_list("number", flat=True)) == [1, 2]
