"""The pages by which a reply is entered: the officers', and what the State and everybody read of it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commitments.access.models import User
from commitments.submissions.models import Submission
from tests.factories import access, entries
from tests.factories import submissions as make
from tests.factories.evidence import pdf

pytestmark = pytest.mark.django_db
MARK = "Entered by the secretariat from “letter of 12 pages”, not confirmed by the State"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def address(name: str, whole: Submission, *, space: str = "submissions") -> str:
    return reverse(f"{space}:{name}", args=[whole.respondent.code, whole.cycle.slug])


def form(**fields: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("reply.pdf", pdf(), content_type="application/pdf")
    said = {"respondent": "THA", "source": file, "entered_from": "letter of 12 pages", "received_on": "2026-03-05"}
    return {**said, "original_language": "en", "use_in_report": "named", **fields}


def opened(officer: Client, **fields: Any) -> Submission:
    """An entry this officer has opened on its page."""
    cycle = make.cycle()
    answer = officer.post(reverse("on_behalf:new", args=[cycle.slug]), form(**fields))
    assert answer.status_code == 302, text(answer)
    found: Submission = Submission.objects.get(cycle=cycle)
    return found


def typed(officer: Client, whole: Submission) -> str:
    """He answers the first paragraph on the page of the State's own people; returns its address."""
    asked = make.obligations(whole.cycle)[0]
    page = reverse("submissions:answer", args=["THA", whole.cycle.slug, asked.instrument.slug, asked.reference])
    said = {"expected": 0, "status": "under_way", "narrative": "As the letter says", "language": "en"}
    assert officer.post(page, said).status_code == 302
    return page


def test_a_reply_goes_from_paper_to_the_states_own_word() -> None:
    typist, checker = browser(access.person("officer")), browser(access.person("officer"))
    focal = browser(access.person("focal_point", "THA"))

    whole = opened(typist)
    page = typed(typist, whole)
    assert "You enter this reply" in text(typist.get(f"/desk/?for=THA&cycle={whole.cycle.slug}"))
    assert "As the letter says" in text(focal.get(address("review", whole)))
    assert checker.get(page).status_code == 403

    typist.post(address("clearance", whole))
    review = text(checker.get(address("review", whole)))
    assert "Hold it against the source document" in review
    assert reverse("submissions:review", args=["THA", whole.cycle.slug]) in text(checker.get("/entries/"))
    receive = reverse("on_behalf:receive", args=[whole.public_id])
    assert typist.post(receive, follow=True).status_code == 200
    assert Submission.objects.get().stage == "clearance"
    checker.post(receive)

    sent = Submission.objects.get()
    assert sent.stage == "received"
    for reader, where in (
        (focal, "/desk/?for=THA"), (focal, address("versions", whole)), (focal, "/states/THA/"),
        (checker, f"/review/?cycle={whole.cycle.slug}"), (checker, "/states/THA/"),
        (checker, reverse("submissions:submission", args=[sent.public_id])),
    ):  # fmt: skip
        assert MARK in text(reader.get(where)), where
    focal.post(address("confirm", whole, space="on_behalf"))
    assert MARK not in text(focal.get(address("versions", whole)))
    assert "Confirmed by the State" in text(focal.get(address("versions", whole)))


def test_the_source_document_is_read_by_its_state_and_the_secretariat_and_nobody_else() -> None:
    typist = entries.officer()
    whole = entries.entry(typist)
    source = reverse("on_behalf:source", args=[whole.public_id])
    assert browser(access.person("approver")).get(source).status_code == 404  # nobody received it yet
    entries.typed(typist, whole)
    entries.receive(entries.officer(), whole)

    for role, code, wanted in (
        ("focal_point", "THA", 200), ("clearance", "THA", 200), ("approver", None, 200), ("focal_point", "KEN", 404),
        ("contributor", "THA", 404), ("administrator", None, 404),
    ):  # fmt: skip
        answer = browser(access.person(role, code)).get(source)
        assert answer.status_code == wanted, role
        assert wanted != 200 or b"".join(answer.streaming_content) == pdf()


def test_the_state_takes_it_over_on_its_page_and_the_officer_finds_it_gone() -> None:
    typist, focal = browser(access.person("officer")), browser(access.person("focal_point", "THA"))
    whole = opened(typist)
    page = typed(typist, whole)
    refused = focal.post(page, {"expected": 1, "status": "planned", "narrative": "Ours", "language": "en"})
    assert (refused.status_code, "Take it over" in text(refused)) == (409, True)

    take_over = address("take_over", whole, space="on_behalf")
    assert "It is your State’s own draft now" in text(focal.post(take_over, follow=True))

    assert "there is nothing to take over" in text(focal.post(take_over, follow=True))
    assert focal.post(page, {"expected": 1, "status": "planned", "narrative": "Ours"}).status_code == 302
    assert typist.get(page).status_code == 403


def test_an_officer_who_enters_a_reply_opens_no_other_page_of_the_state() -> None:
    typist = browser(access.person("officer"))
    whole, other = opened(typist), make.cycle()
    make.sent(of=other)

    for closed in (
        "/desk/people/?for=THA", "/desk/actions/?for=THA", "/desk/evidence/?for=THA", f"/desk/THA/{other.slug}/",
        *(f"/desk/THA/{whole.cycle.slug}/{page}/" for page in ("contributors", "hand-over", "workbook", "questions")),
    ):  # fmt: skip
        assert typist.get(closed).status_code in {403, 404}, closed


@pytest.mark.parametrize(("field", "value", "words"), [
    ("respondent", "FRA", "Select a valid choice"),
    ("received_on", "2020-01-01", "between the opening of the cycle and today"),
    ("entered_from", " ", "This field is required"),
    ("source", SimpleUploadedFile("reply.exe", b"MZ\x90\x00 this is a program"), "not accepted"),
])  # fmt: skip
def test_what_is_wrong_with_an_entry_is_said_at_its_field_and_nothing_is_kept(
    field: str, value: Any, words: str
) -> None:
    cycle = make.cycle()

    page = browser(access.person("officer")).post(reverse("on_behalf:new", args=[cycle.slug]), form(**{field: value}))

    assert page.status_code == 422
    assert words in text(page)
    assert not Submission.objects.exists()


def test_the_same_form_sent_twice_opens_one_entry() -> None:
    typist, cycle = browser(access.person("officer")), make.cycle()
    said = {"request_id": "6f2c1e9a-1111-4c1c-9b1e-0a0a0a0a0a0a"}

    first, second = (typist.post(reverse("on_behalf:new", args=[cycle.slug]), form(**said)) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Submission.objects.count() == 1
