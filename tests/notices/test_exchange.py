"""What the secretariat asks and decides, and what a focal point gives to ministries, reaches those whom it concerns."""

from datetime import date, timedelta

import pytest

from commitments.access.acting import acting
from commitments.access.models import actor_for
from commitments.contributions.services import Recipient, decline, give, offer, take_back
from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.notices.models import Mail, Notice
from commitments.notices.telling import tell
from commitments.review import services as review
from commitments.submissions.status import Status
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.access import person
from tests.notices.scenes import sentences, told
from tests.review.scene import DUE, LATER, answered, asked, being_read, closed

pytestmark = pytest.mark.django_db
NOON = make.NOON


def test_a_question_is_told_to_those_who_answer_and_its_answer_to_those_who_read():
    mission, contributor, stranger = person("mission", "THA"), person("contributor", "THA"), person("mission", "KEN")
    reader = person("officer")
    question = asked(being_read(of=make.cycle(name="Call of 2027")), question="A secret question")

    told(EventName.CLARIFICATION_REQUESTED, now=LATER)
    answered(question, "A secret answer")
    told(EventName.CLARIFICATION_ANSWERED, now=LATER)

    assert sentences(mission) == [
        f"The secretariat asks about the reply of Thailand in Call of 2027; please answer by {DUE.day} {DUE:%B %Y}.",
        "A question about the reply of Thailand in Call of 2027 was answered.",
    ]
    assert sentences(reader) == ["Thailand answered a question about its reply in Call of 2027."]
    assert (sentences(contributor), sentences(stranger)) == ([], [])
    assert not [one for one in Notice.objects.all() if "secret" in str(one.words)]


def test_what_the_notices_of_a_question_open_can_be_opened_by_whom_they_reach(client):
    mission, reader = person("mission", "THA"), person("officer")
    question = asked(being_read())
    told(EventName.CLARIFICATION_REQUESTED, now=LATER)
    answered(question)
    told(EventName.CLARIFICATION_ANSWERED, now=LATER)

    for user in (mission, reader):
        client.force_login(user)
        pages = Notice.objects.filter(recipient=user).values_list("opens", flat=True)
        assert {client.get(page).status_code for page in pages} == {200}


def test_a_proposal_to_close_is_told_to_those_who_decide_and_the_closing_to_the_state():
    mission, second, first = person("mission", "THA"), person("approver"), person("officer")
    sent = being_read()
    closed(sent)
    told(EventName.CLOSING_PROPOSED, now=LATER)
    told(EventName.SUBMISSION_CLOSED, now=LATER)

    with acting(by := access.actor("officer")):
        review.reopen(sent, reason="A secret reason", by=by, now=LATER)
    told(EventName.SUBMISSION_REOPENED, now=LATER)

    assert [words.split(" the reply")[0] for words in sentences(second)] == ["It is proposed to close"]
    assert len(sentences(first)) == 1
    assert [words.split("Thailand")[0] for words in sentences(mission)] == [
        "The reply of ", "The secretariat reads the reply of ",
    ]  # fmt: skip


def test_a_declined_closing_is_told_to_the_officers_and_never_to_the_state():
    mission, first = person("mission", "THA"), person("officer")
    sent, by = being_read(), access.actor("officer")
    with acting(by):
        review.propose(sent, reason="", by=by, now=LATER)
    with acting(second := access.actor("approver")):
        review.decline(sent, reason="Not yet", by=second, now=LATER)

    told(EventName.CLOSING_DECLINED, now=LATER)

    assert len(sentences(first)) == 1
    assert sentences(mission) == []


def given_to(user, *places, cycle, due_on=None):
    """These paragraphs given by the focal point with one press of the button."""
    by, on = make.focal_point(), make.obligations(cycle)
    held = user.designations.get()
    return give(
        cycle, held.respondent, [on[place] for place in places], to=Recipient(ministry="Justice", designation=held),
        due_on=due_on, note="A secret note", by=by, now=NOON,
    )  # fmt: skip


def test_paragraphs_given_are_told_to_the_contributor_each_and_mailed_once(client):
    contributor, colleague = person("contributor", "THA"), person("contributor", "THA")
    cycle = make.cycle(name="Call of 2027")
    given = given_to(contributor, 0, 1, cycle=cycle, due_on=date(2026, 4, 1))

    for event in Event.objects.filter(name=EventName.OBLIGATION_GIVEN).order_by("pk"):
        tell(event, now=NOON)
    take_back([given[0]], by=make.focal_point(), now=NOON + timedelta(days=1))
    told(EventName.OBLIGATION_TAKEN_BACK)

    symbol = cycle.instruments.get().symbol
    assert sentences(contributor) == [
        f"You were given {symbol} D1 of the reply of Thailand in Call of 2027 to draft by 1 April 2026.",
        f"You were given {symbol} D2 of the reply of Thailand in Call of 2027 to draft by 1 April 2026.",
        f"{symbol} D1 of the reply of Thailand in Call of 2027, which you had been given, was taken back.",
    ]
    assert Mail.objects.filter(recipient=contributor).count() == 2
    assert sentences(colleague) == []
    client.force_login(contributor)
    assert client.get(Notice.objects.filter(recipient=contributor).first().opens).status_code == 200


def test_a_text_that_came_by_a_link_is_told_to_the_focal_points(client):
    focal, cycle = person("focal_point", "THA"), make.cycle()
    to = Recipient(ministry="Justice", name="A. Expert", email="expert@example.org", site="https://example.org")
    by = actor_for(focal, today=NOON.date())
    state = focal.designations.get().respondent
    (assignment,) = give(cycle, state, make.obligations(cycle)[:1], to=to, due_on=None, note="", by=by, now=NOON)
    told(EventName.OBLIGATION_GIVEN)

    content = {"status": Status.PLANNED, "narrative": "A secret text"}
    text = offer(assignment, content=content, sender="A. Expert", now=NOON)
    told(EventName.CONTRIBUTION_OFFERED)
    decline(text, word="Not now", by=make.focal_point(), now=NOON)
    told(EventName.CONTRIBUTION_DECLINED)

    assert [words.split(" on ")[0] for words in sentences(focal)] == ["A text", "The text"]
    assert "secret" not in str(list(Notice.objects.values_list("words", flat=True)))
    client.force_login(focal)
    assert client.get(Notice.objects.filter(recipient=focal).first().opens).status_code == 200
