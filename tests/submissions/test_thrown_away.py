"""The draft of a new version is given up: what was sent stays, another can be begun, whoever was writing is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.history.models import Event
from commitments.review.models import Finding
from commitments.submissions import services
from commitments.submissions.models import ObligationReport, Submission
from commitments.submissions.queries import place_for
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON
from tests.review import scene

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)
STATE = make.focal_point


def drafted() -> Submission:
    """A second version, begun and not sent."""
    draft = services.revise(make.sent(narrative="As sent"), by=STATE(), now=LATER)
    make.answer(draft, at=LATER, narrative="Meant otherwise")
    return draft


def signed_in(role: str = "focal_point", code: str | None = "THA") -> Client:
    client = Client()
    client.force_login(access.person(role, code))
    return client


def url(draft: Submission, name: str = "throw_away") -> str:
    return reverse(f"submissions:{name}", args=["THA", draft.cycle.slug])


def test_what_was_sent_stays_in_force_and_what_stood_in_the_draft_is_kept() -> None:
    draft = drafted()

    services.throw_away(draft, by=STATE(), now=LATER)

    place = place_for(STATE(), "THA", draft.cycle.slug)
    assert place.submission
    assert (place.submission.number, place.submission.is_in_force, place.is_open) == (1, True, False)
    assert ObligationReport.objects.get(submission=draft).narrative == "Meant otherwise"
    assert draft.moves.get().to_stage == Stage.THROWN_AWAY
    assert Event.objects.filter(name="submission_thrown_away", subject_id=draft.pk).exists()


def test_another_new_version_begins_from_what_was_sent_and_is_sent() -> None:
    draft = drafted()
    services.throw_away(draft, by=STATE(), now=LATER)

    again = services.revise(draft.cycle.submissions.get(number=1), by=STATE(), now=LATER)
    sent = services.submit(again, by=STATE(), now=LATER)

    assert (sent.number, sent.is_in_force, sent.reports.get().narrative) == (3, True, "As sent")


def test_a_version_begun_for_questions_opens_the_same_paragraphs_again() -> None:
    whole = scene.being_read()
    make.action("THA", make.obligations(whole.cycle)[0])
    scene.asked(whole, 1)
    services.throw_away(services.revise(whole, by=STATE(), now=LATER), by=STATE(), now=LATER)

    again = services.revise(whole, by=STATE(), now=LATER)
    sent = services.submit(again, by=STATE(), now=LATER)

    again.refresh_from_db()
    assert again.opened_obligations == [make.obligations(whole.cycle)[1].pk]
    assert not sent.cited.exists()  # as the version before: its paragraph is not open


def test_the_secretariat_sees_nothing_of_it() -> None:
    draft = drafted()
    services.throw_away(draft, by=STATE(), now=LATER)
    by = access.actor("officer")

    with acting(by):
        assert list(Submission.objects.visible_to(by).values_list("number", flat=True)) == [1]
        assert list(Submission.objects.values_list("number", flat=True)) == [1]
    for name in ("submissions:submission", "submissions:changes"):
        assert signed_in("officer", None).get(reverse(name, args=[draft.public_id])).status_code == 404


def test_a_first_draft_and_what_was_sent_are_not_thrown_away() -> None:
    first, sent = make.submission(of=make.cycle()), make.sent(of=make.cycle())

    for whole in (first, sent):
        with pytest.raises(MoveNotAllowed):
            services.throw_away(whole, by=STATE(), now=LATER)
    with pytest.raises(IntegrityError, match="no version stands before"), transaction.atomic():
        Submission.objects.filter(pk=first.pk).update(stage=Stage.THROWN_AWAY)


@pytest.mark.parametrize(("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("focal_point", "KEN"),
                                            ("officer", None)])  # fmt: skip
def test_nobody_else_throws_it_away(role: str, code: str | None) -> None:
    draft = drafted()

    with pytest.raises(NotAllowed):
        services.throw_away(draft, by=access.actor(role, code), now=LATER)
    assert signed_in(role, code).post(url(draft), {"version": 2}).status_code in {403, 404}
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_page_asks_once_more_and_throws_away_only_the_draft_it_named() -> None:
    draft, client = drafted(), signed_in()

    asks = client.get(url(draft)).content.decode()
    other = client.post(url(draft), {"version": 1}, follow=True).content.decode()
    client.post(url(draft), {"version": 2})
    twice = client.post(url(draft), {"version": 2}, follow=True).content.decode()

    assert "What was sent before stays as it is" in asks
    for words in (other, twice):
        assert "There is no draft of a new version here" in words
    assert "Thrown away" in twice
    assert client.get(url(draft)).status_code == 302


def test_whoever_saves_afterwards_reads_who_threw_it_away_and_gets_back_what_he_typed() -> None:
    draft, client = drafted(), signed_in()
    asked = make.obligations(draft.cycle)[0]
    address = reverse("submissions:answer", args=["THA", draft.cycle.slug, asked.instrument.slug, asked.reference])
    form: dict[str, Any] = {"expected": 2, "status": "under_way", "narrative": "Typed for an hour", "language": "en"}
    by = STATE()
    services.throw_away(draft, by=by, now=timezone.now())

    page = client.post(address, form)
    in_background = client.post(address, form, headers={"X-Autosave": "1"})

    assert (page.status_code, in_background.status_code) == (409, 409)
    assert "threw the draft away" in page.content.decode()
    assert "Typed for an hour" in page.content.decode()
    assert "threw the draft away" in str(in_background.json()["errors"])
    assert by.name in page.content.decode()


def test_no_note_lies_on_it() -> None:
    draft = drafted()
    services.throw_away(draft, by=STATE(), now=LATER)

    report = draft.reports.get()
    with pytest.raises(IntegrityError, match="an answer that was sent"), transaction.atomic():
        Finding.objects.create(
            report=report, submission=draft, respondent_id=report.respondent_id, kind="clear_supported",
            noted_by_id=scene.officer().user_id, noted_at=LATER,
        )  # fmt: skip
