"""The pages of both sides: the queue, a reply, an answer, a paragraph across States, the questions on the State's page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commitments.evidence.models import LinkCheck
from commitments.review.models import ClarificationRequest, Finding
from commitments.review.queries.queue import Tab, tab_of
from commitments.submissions import services as replies
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.review.scene import DUE, LATER, answered, asked, being_read, closed, stage_of, state

pytestmark = pytest.mark.django_db


def client(role: str = "officer", code: str | None = None) -> Client:
    signed_in = Client()
    signed_in.force_login(access.person(role, code))
    return signed_in


def url(name, sent, *more):
    return reverse(f"review:{name}", args=[sent.public_id, *more])


def answer_url(sent, place=0):
    asked_of = make.obligations(sent.cycle)[place]
    return url("answer", sent, asked_of.instrument.slug, asked_of.reference)


def page(of, address, **query):
    return of.get(address, query).content.decode()


@pytest.mark.parametrize(
    ("stage", "was_read", "is_proposed", "tab"),
    [
        ("received", False, False, Tab.NEW),
        ("received", True, False, Tab.CHANGED),
        ("being_read", True, False, Tab.READING),
        ("being_read", True, True, Tab.SECOND),
        ("clarification_requested", True, False, Tab.STATE),
        ("closed", True, False, Tab.CLOSED),
    ],
)
def test_where_a_reply_stands_in_the_queue(stage, was_read, is_proposed, tab):
    assert tab_of(stage, was_read=was_read, is_proposed=is_proposed) == tab


@pytest.mark.parametrize(("is_proposed", "tab"), [(False, Tab.CHANGED), (True, Tab.SECOND)])
def test_a_new_version_of_what_is_read_stands_there_as_changed_until_somebody_acts(is_proposed, tab):
    assert tab_of("being_read", was_read=True, is_proposed=is_proposed, is_as_it_came=True) == tab


def test_the_queue_says_what_is_new_what_changed_and_what_waits_for_whom():
    cycle = make.cycle("THA", "KEN", "FRA")
    changed, waits, new = being_read(of=cycle), make.sent("KEN", of=cycle), make.sent("FRA", of=cycle)
    draft = replies.revise(changed, by=state(), now=LATER)
    replies.submit(draft, by=state(), now=LATER)
    asked(waits)
    officer = client()

    every = page(officer, "/review/", cycle=cycle.slug)
    of_state = page(officer, "/review/", cycle=cycle.slug, waits="state")

    assert "Changed since it was read" in every
    assert all(name in every for name in ("Thailand", "Kenya", "France"))
    assert ("Kenya" in of_state, "Thailand" in of_state) == (True, False)
    assert "1 open, by" in of_state
    assert url("reply", new) in every


def test_an_empty_installation_and_a_nonsense_filter_open_the_queue():
    assert "No cycle yet" in page(client(), "/review/")
    make.cycle()
    assert "Nothing here" in page(client(), "/review/", cycle="\x00", waits="x")


def test_an_officer_reads_begins_asks_and_the_state_answers_on_its_page():
    sent = make.sent()
    officer, focal = client(), client("focal_point", "THA")
    questions = reverse("review:questions", args=["THA", sent.cycle.slug])
    assert "An officer begins to read it" in page(officer, url("reply", sent))

    officer.post(url("begin", sent))
    named = make.obligations(sent.cycle)[0]
    said = {
        "paragraphs": [named.pk],
        "question": "Since when?",
        "due_on": (LATER.date() + timedelta(days=3650)).isoformat(),
    }
    told = officer.post(url("ask", sent), said, follow=True).content.decode()

    assert "Question 1 was sent to the State" in told
    for_state = page(focal, questions)
    assert "Since when?" in for_state
    assert "Change answers in a new version" in for_state
    done = focal.post(
        reverse("review:answer_question", args=["THA", sent.cycle.slug, 1]), {"answer": "Since May."}, follow=True
    )
    assert "Your answer was sent" in done.content.decode()
    assert "Since May." in page(officer, url("reply", sent))
    assert stage_of(sent) == Stage.BEING_READ


def test_what_cannot_be_asked_or_answered_comes_back_as_it_was_typed():
    sent = being_read()
    question = asked(sent)

    refused = client().post(url("ask", sent), {"question": "Kept words", "due_on": "2020-01-01"})
    empty = client("focal_point", "THA").post(
        reverse("review:answer_question", args=["THA", sent.cycle.slug, 1]), {"answer": " "}
    )
    answered(question)
    late = client("mission", "THA").post(
        reverse("review:answer_question", args=["THA", sent.cycle.slug, 1]), {"answer": "My own words"}
    )

    assert (refused.status_code, "Kept words" in refused.content.decode()) == (422, True)
    assert empty.status_code == 422
    assert (late.status_code, "My own words" in late.content.decode()) == (409, True)
    assert "does not wait any more" in late.content.decode()
    assert ClarificationRequest.objects.get().answer == "Since May."


def test_two_persons_close_on_the_page_and_an_officer_reads_it_again():
    sent = being_read()
    first, second = client(), client("approver")

    proposed = first.post(url("propose", sent), {"close-reason": "All is clear"}, follow=True).content.decode()
    told = second.post(url("close", sent), follow=True).content.decode()

    assert "Take the proposal back" in proposed
    assert "Close the reply" not in proposed
    assert "The reply is closed" in told
    assert stage_of(sent) == Stage.CLOSED
    assert "Please give a reason" in first.post(url("reopen", sent), {"reason": ""}, follow=True).content.decode()
    first.post(url("reopen", sent), {"reason": "New facts"})
    assert stage_of(sent) == Stage.BEING_READ


def test_an_answer_stands_beside_what_does_not_hold_together_and_its_note():
    cycle = make.cycle()
    whole = make.ready("KEN", of=cycle, status="implemented_and_maintained", narrative="An act is in force")
    broken = make.evidence("KEN", title="The gazette")
    LinkCheck.objects.create(
        evidence=broken, url=broken.url, outcome="unreachable", checked_at=LATER, fails_since_at=LATER
    )
    replies.attach_evidence(whole, whole.reports.get().obligation, broken, by=state("KEN"), now=make.NOON)
    sent = replies.submit(whole, by=state("KEN"), now=make.NOON)
    make.sent("THA", of=cycle)
    officer = client()

    before = page(officer, answer_url(sent))
    officer.post(answer_url(sent), {"kind": "in_part", "words": "Training is missing", "expected": 0})
    stale = officer.post(answer_url(sent), {"kind": "in_part", "words": "Another", "expected": 0})

    assert "no action is named" in before
    assert "“The gazette” cannot be opened since" in before
    assert 'aria-keyshortcuts="Shift+ArrowRight"' in before
    assert (stale.status_code, "Another" in stale.content.decode()) == (409, True)
    assert Finding.objects.get().words == "Training is missing"
    across = page(officer, reverse("review:paragraph", args=[cycle.slug, *answer_url(sent).strip("/").split("/")[-2:]]))
    assert ("Kenya" in across, "Thailand" in across, "cannot be opened" in across) == (True, True, True)
    own = page(client("focal_point", "KEN"), reverse("review:questions", args=["KEN", cycle.slug]))
    assert "Training is missing" in own


def test_whoever_may_not_read_an_answer_reads_no_remark_on_its_evidence():
    whole = make.ready("KEN", status="implemented_and_maintained")
    hidden = make.evidence("KEN", title="The gazette", audience="own_state")
    LinkCheck.objects.create(
        evidence=hidden, url=hidden.url, outcome="unreachable", checked_at=LATER, fails_since_at=LATER
    )
    replies.attach_evidence(whole, whole.reports.get().obligation, hidden, by=state("KEN"), now=make.NOON)
    sent = replies.submit(whole, by=state("KEN"), now=make.NOON)

    assert "gazette" not in page(client(), answer_url(sent))


def test_a_reader_sees_notes_and_questions_and_no_form():
    sent = being_read()
    asked(sent)

    reader = page(client("reader"), url("reply", sent))

    assert "Since when is the act in force?" in reader
    assert "Send the question" not in reader
    assert "Propose to close" not in reader


def test_the_way_leads_to_the_next_paragraph_of_the_state_and_the_next_state():
    cycle = make.cycle()
    first = make.ready("THA", of=cycle)
    make.answer(first, 2)
    sent, other = replies.submit(first, by=state(), now=make.NOON), make.sent("KEN", of=cycle)
    officer = client()

    shown = page(officer, answer_url(sent))

    assert f'aria-keyshortcuts="ArrowRight" href="{answer_url(sent, 2)}"' in shown
    assert answer_url(other) in shown


def test_the_states_page_says_where_its_reply_is_who_holds_it_and_by_when():
    sent = being_read()
    focal = client("focal_point", "THA")
    address = reverse("submissions:submission", args=[sent.public_id])
    assert "with the secretariat" in page(focal, address)

    asked(sent)

    shown = page(focal, address)
    assert "with the State" in shown
    assert f"It is asked for by {DUE.day} {DUE:%B %Y}" in shown
    assert "Nothing is expected" in page(
        focal, reverse("submissions:submission", args=[closed(being_read()).public_id])
    )


def test_in_a_version_begun_for_a_question_the_other_paragraphs_have_no_form():
    whole = make.ready()
    make.answer(whole, 1)
    sent = replies.submit(whole, by=state(), now=make.NOON)
    asked(sent)
    replies.revise(sent, by=state(), now=LATER)
    focal, places = client("focal_point", "THA"), make.obligations(sent.cycle)
    addresses = [
        reverse("submissions:answer", args=["THA", sent.cycle.slug, o.instrument.slug, o.reference]) for o in places
    ]

    assert "Not open in this version" not in page(focal, addresses[0])
    assert "Not open in this version" in page(focal, addresses[1])
    refused = focal.post(addresses[1], {"status": "planned", "narrative": "Typed", "language": "en", "expected": 1})
    assert "asked about other paragraphs" in refused.content.decode()


def test_a_reply_shows_what_was_said_or_asked_about_and_names_the_rest_in_one_line():
    sent = being_read()
    said, asked_about, silent = make.obligations(sent.cycle)[:3]
    asked(sent, 1)

    told, _, rest = page(client(), url("reply", sent)).partition("Not answered, or not for you to read (")

    rows = told.partition("<tbody>")[2].partition("</tbody>")[0]
    assert [one.reference in rows for one in (said, asked_about, silent)] == [True, True, False]
    assert silent.reference in rest.partition("</p>")[0]


def test_another_states_person_finds_no_questions_and_no_reply_to_read():
    sent = being_read()
    asked(sent)

    assert (
        client("focal_point", "KEN").get(reverse("review:questions", args=["THA", sent.cycle.slug])).status_code == 404
    )
    assert client("reader", "KEN").get(url("reply", sent)).status_code == 404
    assert client("focal_point", "THA").get(url("reply", sent)).status_code == 403
    assert client("reader").post(url("begin", sent)).status_code == 403
