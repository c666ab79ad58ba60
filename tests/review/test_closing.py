"""Closing by four eyes, reopening with a reason, and the secretariat's notes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.models import User, actor_for
from commitments.access.refusals import NotAllowed
from commitments.history.bases import EditedMeanwhile
from commitments.history.models import Event
from commitments.review import services
from commitments.review.kinds import FindingKind
from commitments.review.models import Closing, Finding
from commitments.review.refusals import ClosingRefused, NoteRefused
from commitments.submissions import services as replies
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.review.scene import LATER, answered, approver, asked, being_read, closed, officer, stage_of, state

pytestmark = pytest.mark.django_db


def proposed(sent, by=None):
    by = by or officer()
    with acting(by):
        return services.propose(sent, reason="All is clear.", by=by, now=LATER)


def test_one_person_proposes_and_another_closes():
    sent = being_read()

    closed(sent)

    move = sent.moves.get(to_stage=Stage.CLOSED)
    assert (stage_of(sent), move.moved_as, move.reason) == (Stage.CLOSED, "approver", "")
    assert Event.objects.filter(name="submission_closed", subject_id=sent.pk).exists()


def test_one_person_who_holds_both_roles_does_not_do_both():
    sent, user = being_read(), access.person("officer")
    access.designated(user, "approver")
    both = actor_for(User.objects.get(pk=user.pk), today=LATER.date())
    waiting = proposed(sent, both)

    with acting(both), pytest.raises(ClosingRefused, match="second person"):
        services.approve(sent, by=both, now=LATER)
    with pytest.raises(IntegrityError, match="closing_is_of_two_persons"), acting(both), transaction.atomic():
        Closing.objects.filter(pk=waiting.pk).update(outcome="approved", decided_by=user, decided_at=LATER)
    assert stage_of(sent) == Stage.BEING_READ


@pytest.mark.parametrize(("role", "code"), [("officer", None), ("reader", None), ("focal_point", "THA")])
def test_whoever_is_no_approver_does_not_close(role, code):
    sent, other = being_read(), access.actor(role, code)
    proposed(sent)

    with acting(other), pytest.raises(NotAllowed):
        services.approve(sent, by=other, now=LATER)


def test_an_approver_does_not_propose():
    sent, by = being_read(), approver()

    with acting(by), pytest.raises(NotAllowed):
        services.propose(sent, reason="", by=by, now=LATER)


def test_nothing_closes_without_a_proposal_by_the_verb_or_by_hand():
    sent, by = being_read(), approver()

    with acting(by), pytest.raises(ClosingRefused, match="No proposal"):
        services.approve(sent, by=by, now=LATER)
    with (
        pytest.raises(IntegrityError, match="approved proposal"),
        acting(by),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE commitments_submission SET stage = 'closed' WHERE id = %s", [sent.pk])


def test_a_proposal_in_anothers_name_is_refused():
    sent, by, other = being_read(), officer(), officer()

    with pytest.raises(IntegrityError), acting(by), transaction.atomic():
        Closing.objects.create(
            submission=sent, respondent=sent.respondent, proposed_by_id=other.user_id, proposed_at=LATER
        )


def test_of_two_who_propose_and_two_who_decide_one_is_told():
    sent = being_read()
    proposed(sent)

    with pytest.raises(ClosingRefused, match="proposed already"):
        proposed(sent)
    closing, late = approver(), approver()
    with acting(closing):
        services.approve(sent, by=closing, now=LATER)
    with acting(late), pytest.raises(ClosingRefused, match="decided"):
        services.approve(sent, by=late, now=LATER)


def test_a_reply_with_an_open_question_is_not_closed_and_asking_takes_a_proposal_back():
    sent = being_read()
    waiting = proposed(sent)

    question = asked(sent)

    waiting.refresh_from_db()
    assert waiting.outcome == "taken_back"
    with pytest.raises(ClosingRefused, match="question"):
        proposed(sent)
    answered(question)
    assert stage_of(closed(sent)) == Stage.CLOSED


def test_a_question_about_an_earlier_version_keeps_the_new_one_open():
    sent = being_read()
    question = asked(sent)
    draft = replies.revise(sent, by=state(), now=LATER)
    new = replies.submit(draft, by=state(), now=LATER)

    with pytest.raises(ClosingRefused, match="question"):
        proposed(new)
    answered(question)

    assert stage_of(closed(new)) == Stage.CLOSED


def test_declining_wants_a_reason_and_leaves_the_reply_open():
    sent, by = being_read(), approver()
    proposed(sent)

    with acting(by):
        with pytest.raises(ClosingRefused, match="reason"):
            services.decline(sent, reason=" ", by=by, now=LATER)
        declined = services.decline(sent, reason="D1 is unclear", by=by, now=LATER)

    assert (declined.outcome, stage_of(sent)) == ("declined", Stage.BEING_READ)


def test_a_proposal_is_taken_back_by_whoever_made_it():
    sent, by, other = being_read(), officer(), officer()
    proposed(sent, by)

    with acting(other), pytest.raises(ClosingRefused, match="yours"):
        services.withdraw(sent, by=other, now=LATER)
    with acting(by):
        services.withdraw(sent, by=by, now=LATER)
    assert not Closing.objects.waiting().exists()


def test_a_closed_reply_is_read_again_with_a_reason_by_an_officer():
    sent, by, other = closed(being_read()), officer(), approver()

    with acting(other), pytest.raises(NotAllowed):
        services.reopen(sent, reason="New facts", by=other, now=LATER)
    with acting(by):
        with pytest.raises(MoveNotAllowed, match="reason"):
            services.reopen(sent, reason="", by=by, now=LATER)
        services.reopen(sent, reason="New facts", by=by, now=LATER)

    assert (stage_of(sent), sent.moves.latest("pk").reason) == (Stage.BEING_READ, "New facts")
    assert Event.objects.filter(name="submission_reopened", subject_id=sent.pk).exists()


def test_the_state_does_not_see_who_proposed_to_close():
    sent = being_read()
    proposed(sent)

    for who, number in ((state(), 0), (officer(), 1), (access.actor("reader", "KEN"), 0)):
        with acting(who), connection.cursor() as cursor:
            assert Closing.objects.visible_to(who).count() == number
            cursor.execute("SELECT count(*) FROM commitments_closing")
            assert cursor.fetchone() == (number,)


def test_why_a_reply_can_be_closed_is_read_by_the_secretariat_and_not_by_the_state():
    sent = closed(being_read())
    moves = reverse("submissions:versions", args=["THA", sent.cycle.slug])

    at_the_state = access.client_of("focal_point", "THA").get(moves).text
    at_the_secretariat = access.client_of("officer").get(reverse("review:reply", args=[sent.public_id])).text

    assert "Closed" in at_the_state
    assert "All is clear." not in at_the_state
    assert "All is clear." in at_the_secretariat


def noted(report, by=None, **values):
    by = by or officer()
    with acting(by):
        said = {"kind": FindingKind.IN_PART, "words": "Training is not spoken of.", "expected": 0, **values}
        return services.note(report, **said, by=by, now=LATER)


def test_a_note_lies_on_the_information_and_is_seen_by_its_state_and_the_secretariat():
    sent = make.sent()
    made = noted(sent.reports.get())

    for who, sees in (
        (state(), 1),
        (officer(), 1),
        (access.actor("reader"), 1),
        (state("KEN"), 0),
        (access.actor("administrator"), 0),
    ):
        with acting(who), connection.cursor() as cursor:
            assert Finding.objects.visible_to(who).filter(pk=made.pk).count() == sees
            cursor.execute("SELECT count(*) FROM commitments_finding")
            assert cursor.fetchone() == (sees,)


def test_a_note_in_place_of_another_leaves_the_history_and_a_stale_one_is_refused():
    report = make.sent().reports.get()
    noted(report)

    noted(report, kind=FindingKind.CLEAR_AND_SUPPORTED, expected=1)

    with pytest.raises(EditedMeanwhile):
        noted(report, expected=1)
    assert list(Finding.objects.get().events.order_by("pk").values_list("kind", flat=True)) == [
        "in_part",
        "clear_supported",
    ]


@pytest.mark.parametrize(("role", "code"), [("reader", None), ("approver", None), ("focal_point", "THA")])
def test_others_note_nothing(role, code):
    report = make.sent().reports.get()

    with pytest.raises(NotAllowed):
        noted(report, by=access.actor(role, code))


def test_no_note_lies_on_a_draft_or_is_of_no_kind_that_is_listed():
    with pytest.raises(NoteRefused):
        noted(make.ready().reports.get())
    with pytest.raises(NoteRefused):
        noted(make.sent().reports.get(), kind="bad")
    draft = make.ready()
    with pytest.raises(IntegrityError, match="was sent"), transaction.atomic():
        Finding.objects.create(
            report=draft.reports.get(), submission=draft, respondent=draft.respondent, kind="in_part", noted_at=LATER
        )
