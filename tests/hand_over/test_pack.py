"""The pack for a successor, as a page and as a PDF, and the first hour, computed from the record."""

import html
import re
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from commitments.access.models import Designation, User, actor_for
from commitments.implementation.models import Milestone
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle, Submission
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON
from tests.review.scene import answered, asked, being_read

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=365)


@pytest.fixture
def person() -> User:
    return access.person("focal_point", "THA")


def second_cycle() -> ReportingCycle:
    """One answer waits from the cycle before, one is begun, one step is planned; it went to clearance and came back."""
    first = make.sent().cycle
    second = make.cycle(on=first.instruments.get(), at=LATER)
    draft = make.submission(of=second, at=LATER)
    make.answer(draft, 1, status="planned", narrative="Lacks its date", at=LATER)
    Milestone.objects.create(action=make.action("THA", title="Act on wells"), title="Second reading")
    whole = services.send_to_clearance(draft, by=make.focal_point(), now=LATER)
    services.return_to_draft(whole, reason="Ask the ministry first", by=access.actor("clearance", "THA"), now=LATER)
    return second


def opened(person: User, cycle: ReportingCycle, name: str = "pack", code: str = "THA") -> Client:
    client = Client()
    client.force_login(person)
    return client.get(reverse(f"hand_over:{name}", args=[code, cycle.slug]))


def first_hour(person: User, cycle: ReportingCycle) -> list[bool]:
    """Which steps are done, as the page says."""
    steps = opened(person, cycle).text.split('id="first-hour"')[1].split("</ol>")[0]
    return [tag == "Done" for tag in re.findall(r"(Done|To do)", steps)]


def test_a_successor_finds_what_is_open_until_when_who_works_and_how_it_came_here(person: User) -> None:
    page = opened(person, second_cycle()).text

    for words in (
        "Version 1: Draft", "are marked late", "needs: planned for", "D2 Matter 2", "D1 Matter 1",
        "Second reading (Act on wells)", person.name, "Ask the ministry first",
    ):  # fmt: skip
        assert words in page, words


def test_a_successor_finds_the_questions_that_wait_and_what_was_given_to_ministries(person: User) -> None:
    sent = being_read()
    waits, other = asked(sent, 0, 1, question="Since when?"), asked(sent, 2, question="Which court?")
    answered(other)
    make.given(access.person("contributor", "THA"), make.obligations(sent.cycle)[2], of=sent.cycle, name="Somsri")

    page = html.unescape(opened(person, sent.cycle).text)

    assert f"Question {waits.number} on D1, D2, please answer by" in page
    assert "Since when?" in page
    assert "Which court?" not in page
    assert "D3 Matter 3: Ministry of Justice, Somsri" in page


def test_a_contributor_finds_what_was_given_to_him_and_no_question() -> None:
    sent = being_read()
    asked(sent, 0, question="Since when?")
    one, other = access.person("contributor", "THA"), access.person("contributor", "THA")
    make.given(one, make.obligations(sent.cycle)[2], of=sent.cycle, name="Somsri")
    make.given(other, make.obligations(sent.cycle)[1], of=sent.cycle, name="Malee")

    page = opened(one, sent.cycle)

    assert page.status_code == 200
    assert "D3 Matter 3: Ministry of Justice, Somsri" in page.text
    for words in ("Since when?", "Ministry of Justice, Malee", "Matter 2"):
        assert words not in page.text, words


def test_the_pdf_says_the_same_and_takes_what_looks_like_a_program_as_words(person: User) -> None:
    cycle = second_cycle()
    Milestone.objects.update(title='#panic("x") $ *b*')

    made = opened(person, cycle, "pack_file")
    document = pypdfium2.PdfDocument(made.getvalue())
    words = " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")
    document.close()

    assert made["Content-Disposition"].startswith('attachment; filename="hand-over-THA-')
    for said in ('#panic("x") $ *b*', person.name, "Ask the ministry first", "D2 Matter 2"):
        assert said in words, said


def test_before_anything_is_begun_the_pack_stands_too(person: User) -> None:
    page = opened(person, make.cycle())

    assert page.status_code == 200
    assert "Nothing was begun yet." in page.text


def test_another_states_pack_does_not_exist() -> None:
    stranger, cycle = access.person("focal_point", "KEN"), make.cycle()

    assert [opened(stranger, cycle, name).status_code for name in ("pack", "pack_file")] == [404, 404]


def test_the_first_hour_is_done_step_by_step_as_the_record_shows(person: User) -> None:
    cycle = second_cycle()
    access.person("mission", "THA")
    at_first = first_hour(person, cycle)
    draft, actor = Submission.objects.get(cycle=cycle), actor_for(person, today=NOON.date())

    Designation.objects.filter(user=person).update(note_verbale="No. 1/2026")
    services.confirm(draft, make.obligations(cycle)[:1], by=actor, now=LATER)
    cover = {"contact_name": "Somchai", "use_in_report": "named"}
    services.save_cover(draft, values=cover, expected=draft.version, by=actor)

    assert at_first == [False, True, False, False, False, False, False]
    assert first_hour(person, cycle) == [True, True, True, True, True, True, False]
