"""What the secretariat asks about a paragraph reaches whoever was given it, and nothing else; his text can answer."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.models import User, actor_for
from commitments.access.refusals import NotAllowed
from commitments.contributions.links import path_of
from commitments.contributions.models import Assignment, OfferedText
from commitments.contributions.services import Recipient, answer_with, give, offer
from commitments.review import services as review
from commitments.review.kinds import FindingKind
from commitments.review.models import ClarificationRequest, Finding
from commitments.review.refusals import QuestionIsClosed, QuestionRefused
from commitments.submissions.models import Submission
from tests.factories import access
from tests.factories import submissions as make
from tests.review import scene

pytestmark = pytest.mark.django_db

MINE, OTHER = "Since when is the act in force?", "Who pays for it?"


@pytest.fixture
def sent() -> Submission:
    """A reply on which the secretariat asks about two paragraphs, and noted something."""
    whole = scene.being_read()
    by = scene.officer()
    with acting(by):
        noted = whole.reports.get()
        review.note(noted, kind=FindingKind.values[-1], words="A note", expected=0, by=by, now=scene.LATER)
    scene.asked(whole, 0, question=MINE)
    scene.asked(whole, 1, question=OTHER)
    return whole


@pytest.fixture
def person(sent: Submission) -> User:
    """A contributor who was given the first of them."""
    given: User = access.person("contributor", "THA")
    make.given(given, make.obligations(sent.cycle)[0], of=sent.cycle)
    return given


@pytest.fixture
def link(sent: Submission) -> Assignment:
    """The same paragraph, given by a link."""
    to = Recipient(ministry="Ministry of Health", name="An expert", email="expert@example.org")
    (made,) = give(
        sent.cycle, sent.respondent, [make.obligations(sent.cycle)[0]], to=to, due_on=None, note="",
        by=make.focal_point(), now=timezone.now(),
    )  # fmt: skip
    return made


@pytest.fixture
def text(link: Assignment) -> OfferedText:
    content = {"status": "under_way", "narrative": "In force since May", "language": "en"}
    return offer(link, content=content, sender="A. Expert", now=timezone.now())


def page(who: User, name: str, *args: Any, cycle: str) -> str:
    client = Client()
    client.force_login(who)
    return client.get(reverse(name, args=["THA", cycle, *args])).content.decode()


def question(number: int = 1) -> ClarificationRequest:
    found: ClarificationRequest = ClarificationRequest.objects.get(number=number)
    return found


def address(text: OfferedText) -> str:
    return reverse("contributions:answer_with", args=["THA", text.assignment.cycle.slug, text.public_id])


def focal_point() -> Client:
    client = Client()
    client.force_login(access.person("focal_point", "THA"))
    return client


@pytest.mark.parametrize("name", ["review:questions", "contributions:contributors"])
def test_a_contributor_reads_what_is_asked_about_his_paragraph_and_by_when_and_no_other_question(sent, person, name):
    shown = page(person, name, cycle=sent.cycle.slug)

    assert MINE in shown
    assert f"{scene.DUE.day} {scene.DUE:%B %Y}" in shown
    assert OTHER not in shown
    assert "A note" not in shown


def test_the_page_of_the_answer_leads_to_the_question(sent, person):
    asked = make.obligations(sent.cycle)[0]

    shown = page(person, "submissions:answer", asked.instrument.slug, asked.reference, cycle=sent.cycle.slug)

    assert "The secretariat asks about this paragraph." in shown


@pytest.mark.parametrize("wall", ["first", "second"])
def test_neither_wall_shows_him_another_question_a_note_or_what_was_answered(sent, person, wall):
    by = actor_for(person, today=make.NOON.date())

    def seen() -> list[str]:
        rows = ClarificationRequest.objects.all()
        with acting(by):
            return [one.question for one in (rows.visible_to(by) if wall == "first" else rows)]

    before = seen()
    with acting(by):
        assert not list(Finding.objects.visible_to(by) if wall == "first" else Finding.objects.all())
    scene.answered(question())

    assert (before, seen()) == ([MINE], [])


def test_a_contributor_of_another_state_reads_nothing_of_it(sent):
    stranger = access.person("contributor", "KEN")
    make.given(stranger, make.obligations(sent.cycle)[0], of=sent.cycle, code="KEN")
    by = actor_for(stranger, today=make.NOON.date())

    with acting(by):
        assert not ClarificationRequest.objects.exists()
        assert not ClarificationRequest.objects.visible_to(by).exists()


def test_a_link_is_open_while_its_paragraph_is_asked_about_and_shows_that_question_alone(sent, link):
    shown = Client().get(path_of(link)).content.decode()
    with acting(by := scene.officer()):
        review.take_back(question(), reason="Seen", by=by, now=timezone.now())
    closed = Client().get(path_of(link)).content.decode()

    assert MINE in shown
    assert '<textarea name="narrative"' in shown
    assert OTHER not in shown
    assert "A note" not in shown
    assert "Your State sent its reply meanwhile" in closed
    assert MINE not in closed


def test_the_offered_text_is_sent_as_the_answer(sent, text):
    client = focal_point()
    shown = client.get(address(text).removesuffix("answer/")).content.decode()

    answer = client.post(address(text), {"question": 1, "question-1-answer": "In force since May"})

    text.refresh_from_db()
    assert "Answer question 1 with it" in shown
    assert "<span data-words>4</span>" in shown
    assert "Answer question 2" not in shown
    assert answer.status_code == 302
    assert (question().answer, text.outcome) == ("In force since May", "answered")
    assert sent.reports.get().narrative != "In force since May"


def test_a_question_answered_meanwhile_is_told_and_what_was_typed_comes_back(sent, text):
    scene.answered(question())

    again = focal_point().post(address(text), {"question": 1, "question-1-answer": "In force since May, they say"})

    text.refresh_from_db()
    assert (again.status_code, text.waits) == (409, True)
    assert "This question does not wait any more" in again.content.decode()
    assert "In force since May, they say" in again.content.decode()
    with pytest.raises(QuestionIsClosed):
        answer_with(text, question(), words="Again", by=make.focal_point(), now=timezone.now())


def test_a_text_answers_no_question_on_another_paragraph_and_none_that_is_not_there(sent, text):
    with pytest.raises(QuestionRefused):
        answer_with(text, question(2), words="In force", by=make.focal_point(), now=timezone.now())

    client = focal_point()
    assert client.post(address(text), {"question": "999999999999999999999"}).status_code == 302
    assert client.post(address(text), {"question": 1, "question-1-answer": " "}).status_code == 422
    assert question().is_open


@pytest.mark.parametrize(("role", "code"), [("contributor", "THA"), ("mission", "THA"), ("focal_point", "KEN"),
                                            ("officer", None)])  # fmt: skip
def test_nobody_but_the_focal_point_answers_with_it(sent, text, role, code):
    client = Client()
    client.force_login(access.person(role, code))

    with pytest.raises(NotAllowed):
        answer_with(text, question(), words="In force", by=access.actor(role, code), now=timezone.now())
    sent_by = client.post(address(text), {"question": 1, "question-1-answer": "In force"})
    assert sent_by.status_code in {403, 404}
    assert question().is_open
