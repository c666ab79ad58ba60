"""Questions to a State: numbered, on named paragraphs, answered in words beside the version, or taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.evidence.models import Evidence
from commitments.history.models import Event
from commitments.review import services
from commitments.review.models import ClarificationRequest
from commitments.review.refusals import NotInForce, QuestionIsClosed, QuestionRefused
from commitments.submissions import services as replies
from commitments.submissions.models import Submission
from commitments.submissions.refusals import AnswersAreFrozen, MoveNotAllowed
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON
from tests.review.scene import DUE, LATER, answered, asked, being_read, closed, officer, stage_of, state

pytestmark = pytest.mark.django_db


def test_a_reply_that_came_is_read_and_the_move_says_who_in_which_role_and_when() -> None:
    by, sent = officer(), make.sent()

    with acting(by):
        services.begin_reading(sent, by=by, now=LATER)

    move = sent.moves.get(to_stage=Stage.BEING_READ)
    assert (move.moved_by_id, move.moved_as, move.moved_at) == (by.user_id, "officer", LATER)
    assert Event.objects.filter(name="reading_begun", subject_id=sent.pk).exists()


@pytest.mark.parametrize(
    ("role", "code"), [("reader", None), ("approver", None), ("focal_point", "THA"), ("reader", "THA")]
)
def test_others_begin_nothing_and_ask_nothing(role: str, code: str | None) -> None:
    sent, other = make.sent(), access.actor(role, code)

    with acting(other):
        with pytest.raises(NotAllowed):
            services.begin_reading(sent, by=other, now=LATER)
        with pytest.raises(NotAllowed):
            services.ask(
                sent, services.NewQuestion(obligation_ids=[1], question="Why?", due_on=DUE), by=other, now=LATER
            )
    assert stage_of(sent) == Stage.RECEIVED


def test_nothing_that_waits_for_its_state_or_is_closed_is_begun_again() -> None:
    by, waits, done = officer(), being_read(), closed(being_read())
    asked(waits)

    for sent, stage in ((waits, Stage.CLARIFICATION), (done, Stage.CLOSED)):
        with acting(by), pytest.raises(MoveNotAllowed, match="already: Person"):
            services.begin_reading(sent, by=by, now=LATER)
        assert stage_of(sent) == stage


def test_of_two_who_begin_the_second_is_told_who_was_faster() -> None:
    sent, second = being_read(), officer()

    with acting(second), pytest.raises(MoveNotAllowed, match="already: Person"):
        services.begin_reading(sent, by=second, now=LATER)


def test_a_question_makes_the_reply_wait_for_its_state_and_the_last_answer_gives_it_back() -> None:
    sent = being_read()
    first, second = asked(sent), asked(sent, 1)
    assert (first.number, second.number, stage_of(sent)) == (1, 2, Stage.CLARIFICATION)
    assert (sent.answers_due_on, len(sent.opened_obligations or [])) == (DUE, 2)

    answered(first)
    assert stage_of(sent) == Stage.CLARIFICATION
    answered(second)

    assert (stage_of(sent), sent.opened_obligations, sent.answers_due_on) == (Stage.BEING_READ, None, None)
    names = Event.objects.filter(name__startswith="clarification").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["clarification_requested"] * 2 + ["clarification_answered"] * 2


def test_whoever_asks_about_a_reply_that_only_came_has_begun_to_read_it() -> None:
    sent = make.sent()

    asked(sent)

    assert [move.to_stage for move in sent.moves.order_by("pk")][-2:] == [Stage.BEING_READ, Stage.CLARIFICATION]


def test_the_text_of_the_state_stays_as_it_was_sent() -> None:
    sent = being_read(narrative="As it was sent")
    digest = sent.content_sha256

    answered(asked(sent))

    sent.refresh_from_db()
    assert (sent.reports.get().narrative, sent.content_sha256) == ("As it was sent", digest)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("question", {"question": "  "}),
        ("due_on", {"due_on": NOON.date() - timedelta(days=1)}),
        ("due_on", {"due_on": NOON.date().replace(year=9999)}),
    ],
)
def test_what_cannot_be_asked_names_its_field(field: str, values: dict[str, object]) -> None:
    with pytest.raises(QuestionRefused) as refusal:
        asked(being_read(), **values)

    assert refusal.value.field == field
    assert not ClarificationRequest.objects.exists()


def test_a_question_on_what_is_not_asked_of_the_state_is_refused() -> None:
    sent, by = being_read(), officer()
    other = make.obligations(make.cycle())[0]

    with acting(by), pytest.raises(QuestionRefused, match="paragraphs"):
        services.ask(sent, services.NewQuestion(obligation_ids=[other.pk], question="?", due_on=DUE), by=by, now=LATER)


def test_the_same_form_sent_twice_asks_once() -> None:
    sent, by = being_read(), officer()
    same = "0b54f1b8-6f6b-4a58-9d3c-3a57c2fd2a52"

    one, again = (asked(sent, by=by, request_id=same) for _ in range(2))

    assert one.pk == again.pk


@pytest.mark.parametrize(
    ("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("focal_point", "KEN"), ("officer", None)]
)
def test_others_do_not_answer_for_the_state(role: str, code: str | None) -> None:
    question, other = asked(being_read()), access.actor(role, code)

    with acting(other), pytest.raises(NotAllowed):
        services.answer(question, words="Since May.", by=other, now=LATER)
    question.refresh_from_db()
    assert question.is_open


def test_of_two_who_answer_one_is_told() -> None:
    sent = being_read()
    question = asked(sent)
    answered(question, "The first.")

    with pytest.raises(QuestionIsClosed, match="Person"):
        answered(question, "The second.")
    question.refresh_from_db()
    assert question.answer == "The first."


def test_an_empty_answer_is_refused() -> None:
    with pytest.raises(QuestionRefused, match="Write the answer"):
        answered(asked(being_read()), "  ")


def test_a_question_is_taken_back_with_a_reason_and_the_reply_waits_no_longer() -> None:
    sent, by = being_read(), officer()
    question = asked(sent)

    with acting(by):
        with pytest.raises(QuestionRefused, match="reason"):
            services.take_back(question, reason="", by=by, now=LATER)
        services.take_back(question, reason="It stands on page 3.", by=by, now=LATER)

    question.refresh_from_db()
    assert (stage_of(sent), question.taken_back_reason) == (Stage.BEING_READ, "It stands on page 3.")
    with pytest.raises(QuestionIsClosed):
        answered(question)


def test_the_state_takes_no_question_back() -> None:
    question, by = asked(being_read()), state()

    with acting(by), pytest.raises(NotAllowed):
        services.take_back(question, reason="No", by=by, now=LATER)


def test_nothing_is_asked_about_a_closed_reply_or_one_that_was_replaced() -> None:
    with pytest.raises(MoveNotAllowed):
        asked(closed(being_read()))

    old = being_read()
    draft = replies.revise(old, by=state(), now=LATER)
    make.answer(draft, narrative="New", at=LATER)
    replies.submit(draft, by=state(), now=LATER)
    with pytest.raises(NotInForce):
        asked(old)


def revised(sent: Submission) -> Submission:
    by = state()
    with acting(by):
        return replies.revise(sent, by=by, now=LATER)


def two_answers() -> Submission:
    """A reply that is being read, with two paragraphs answered, each shown by something."""
    whole = make.ready(narrative="On the first")
    for place in (0, 1):
        report = make.answer(whole, place, narrative=f"On paragraph {place}")
        replies.attach_evidence(whole, report.obligation, make.evidence(title=f"Shown {place}"), by=state(), now=NOON)
    sent, by = replies.submit(whole, by=state(), now=NOON), officer()
    with acting(by):
        return services.begin_reading(sent, by=by, now=LATER)


def test_a_new_version_begun_for_a_question_opens_the_named_paragraphs_alone() -> None:
    sent = two_answers()
    asked(sent, 0)

    draft = revised(sent)

    assert make.answer(draft, 0, narrative="Clearer", at=LATER).narrative == "Clearer"
    with pytest.raises(AnswersAreFrozen, match="other paragraphs"):
        make.answer(draft, 1, narrative="More", at=LATER)
    with pytest.raises(AnswersAreFrozen, match="other paragraphs"):
        make.answer(draft, 2, narrative="Another", at=LATER)
    with pytest.raises(AnswersAreFrozen, match="other paragraphs"):
        replies.detach_evidence(
            draft, make.obligations(draft.cycle)[1], Evidence.objects.get(title="Shown 1"), by=state()
        )


def test_a_further_question_opens_further_paragraphs_in_the_draft() -> None:
    sent = two_answers()
    asked(sent, 0)
    draft = revised(sent)

    asked(sent, 1)

    draft.refresh_from_db()
    assert make.answer(draft, 1, narrative="More", at=LATER).narrative == "More"


def test_a_draft_that_was_begun_before_the_question_stays_open_whole() -> None:
    sent = two_answers()
    draft = revised(sent)

    asked(sent, 0)

    draft.refresh_from_db()
    assert draft.opened_obligations is None


def test_what_is_not_open_cites_what_it_cited() -> None:
    sent = two_answers()
    asked(sent, 0)
    Evidence.objects.update(title="Another title since")

    draft = revised(sent)
    new = replies.submit(draft, by=state(), now=LATER)

    titles = new.cited.order_by("report__obligation__number").values_list("content__title", flat=True)
    assert list(titles) == ["Another title since", "Shown 1"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commitments_obligationreport SET narrative = 'Otherwise' WHERE submission_id = %s",
        "DELETE FROM commitments_evidenceofreport WHERE report_id IN (SELECT id FROM commitments_obligationreport WHERE submission_id = %s)",
    ],
)
def test_the_database_keeps_what_is_not_open(statement: str) -> None:
    sent = two_answers()
    asked(sent, 0)
    draft = revised(sent)

    with pytest.raises(IntegrityError, match="asked about"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [draft.pk])


def test_no_answer_that_was_not_there_comes_into_a_version_begun_for_a_question() -> None:
    sent = two_answers()
    asked(sent, 0)
    draft = revised(sent)
    new = draft.reports.first()
    assert new is not None
    new.pk, new.public_id, new.obligation = (
        None,
        "0b54f1b8-6f6b-4a58-9d3c-3a57c2fd2a53",
        make.obligations(sent.cycle)[2],
    )

    with pytest.raises(IntegrityError, match="asked about"), transaction.atomic():
        new.save(force_insert=True)


def execute(by: object, statement: str, *values: object) -> int:
    with acting(by), transaction.atomic(), connection.cursor() as cursor:  # type: ignore[arg-type]
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def test_question_and_answer_stay_as_they_were_whoever_writes() -> None:
    question = asked(being_read())
    answered(question)

    for by in (officer(), state()):
        with pytest.raises(IntegrityError, match="does not change"):
            execute(by, "UPDATE commitments_clarificationrequest SET answer = 'Other' WHERE id = %s", question.pk)


def test_the_database_lets_the_secretariat_answer_nothing_and_the_state_take_nothing_back() -> None:
    question, by, own = asked(being_read()), officer(), state()

    with pytest.raises(IntegrityError, match="its State answers"):
        execute(
            by, "UPDATE commitments_clarificationrequest SET answer = 'x', answered_by_id = %s, answered_as = 'officer',"
            " answered_at = now() WHERE id = %s", by.user_id, question.pk,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="its State answers"):
        execute(
            own, "UPDATE commitments_clarificationrequest SET taken_back_by_id = %s, taken_back_at = now(),"
            " taken_back_reason = 'x' WHERE id = %s", own.user_id, question.pk,
        )  # fmt: skip


def test_no_reply_waits_for_an_answer_where_nothing_is_asked_and_none_goes_on_past_a_question() -> None:
    sent, by = being_read(), officer()

    with pytest.raises(IntegrityError, match="nothing is asked"):
        execute(by, "UPDATE commitments_submission SET stage = 'clarification_requested' WHERE id = %s", sent.pk)
    asked(sent)
    with pytest.raises(IntegrityError, match="waits for its answer"):
        execute(by, "UPDATE commitments_submission SET stage = 'being_read' WHERE id = %s", sent.pk)


def test_the_secretariat_moves_a_reply_and_writes_nothing_else_in_it() -> None:
    sent = make.sent()

    for change in ("use_in_report = 'not_used'", "opened_obligations = '{1}'", "version = version + 1"):
        with pytest.raises(IntegrityError):
            execute(officer(), f"UPDATE commitments_submission SET {change} WHERE id = %s", sent.pk)
    with pytest.raises(IntegrityError, match="not the mover's"):
        execute(state(), "UPDATE commitments_submission SET stage = 'being_read' WHERE id = %s", sent.pk)
    assert execute(officer(), "UPDATE commitments_submission SET stage = 'being_read' WHERE id = %s", sent.pk) == 1


def test_questions_and_answers_are_seen_by_both_sides_and_nobody_else() -> None:
    question = asked(being_read())
    both = [
        state(),
        officer(),
        access.actor("approver"),
        access.actor("reader"),
        access.actor("reader", "THA"),
    ]
    others = [
        state("KEN"),
        access.actor("contributor", "THA"),
        access.actor("reader", "KEN"),
        access.actor("administrator"),
        access.actor(),
    ]

    for who, sees in [(one, True) for one in both] + [(one, False) for one in others]:
        with acting(who), connection.cursor() as cursor:
            assert ClarificationRequest.objects.visible_to(who).filter(pk=question.pk).exists() is sees
            cursor.execute("SELECT count(*) FROM commitments_clarificationrequest")
            assert cursor.fetchone() == (int(sees),)
