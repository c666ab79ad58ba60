"""The link of somebody without an account: an empty form, one text, never a word of the draft; then the focal point."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access.refusals import NotAllowed
from commitments.contributions.links import path_of
from commitments.contributions.models import Assignment, LinkOpening, OfferedText
from commitments.contributions.refusals import DecidedAlready, LinkClosed, NeedsAWord
from commitments.contributions.services import Recipient, decline, give, offer, take, take_back
from commitments.history.models import Event
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import ObligationReport
from tests.factories import access
from tests.factories import evidence as make_evidence
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

SECRET = "What only the State knows"
FORM = {
    "expected": 0,
    "status": "under_way",
    "narrative": "We did this",
    "language": "en",
    "sender": "A. Expert, adviser",
}


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def link(now: datetime, settings: Any, tmp_path: Any) -> Assignment:
    """Given by mail on a paragraph of which a draft, an action and a file are there."""
    settings.MEDIA_ROOT = str(tmp_path)
    whole = make.submission(of=make.cycle(at=now), at=now)
    report = make.answer(whole, 0, narrative=SECRET, at=now)
    make.action("THA", report.obligation, title=SECRET)
    services.attach_evidence(whole, report.obligation, make_evidence.file(title=SECRET), by=make.focal_point(), now=now)
    to = Recipient(ministry="Ministry of Health", name="An expert", email="expert@example.org")
    (made,) = give(
        whole.cycle, Respondent.objects.get(code="THA"), [report.obligation], to=to, due_on=None, note="Be brief",
        by=make.focal_point(), now=now,
    )  # fmt: skip
    return made


@pytest.fixture
def offered(link: Assignment, now: datetime) -> OfferedText:
    return offer(link, content={"status": "under_way", "narrative": "We did this"}, sender="A. Expert", now=now)


def test_the_link_shows_the_text_and_an_empty_form_and_never_the_draft_or_a_file(link):
    shown = Client().get(path_of(link))

    page = shown.content.decode()
    assert shown.status_code == 200
    assert "We undertake matter 1, as appropriate;" in page
    assert "Be brief" in page
    assert SECRET not in page
    assert "expert@example.org" not in page
    assert '<textarea name="narrative"' in page


def test_each_opening_is_noted_and_shown_to_the_state(link):
    client = Client()
    client.get(path_of(link))
    client.get(path_of(link))
    client.head(path_of(link))

    assert LinkOpening.objects.filter(assignment=link, respondent__code="THA").count() == 2
    focal_point = Client()
    focal_point.force_login(access.person("focal_point", "THA"))
    assert "opened 2 times" in focal_point.get(place(link, "contributors")).content.decode()


def test_what_is_sent_is_kept_as_offered_and_the_draft_stays_as_it_is(link):
    answer = Client().post(path_of(link), FORM)
    shown = Client().get(path_of(link)).content.decode()

    text = OfferedText.objects.get()
    assert answer.status_code == 302
    assert (text.sender, text.content["narrative"], text.outcome) == ("A. Expert, adviser", "We did this", "")
    assert ObligationReport.objects.get().narrative == SECRET
    assert "Your text was sent" in shown
    assert '<textarea name="narrative"' not in shown
    event = Event.objects.get(name="contribution_offered")
    assert (event.actor["kind"], event.actor_user_id) == ("link", None)


def test_a_link_used_twice_says_so_and_shows_what_was_typed(link):
    Client().post(path_of(link), FORM)

    again = Client().post(path_of(link), {**FORM, "narrative": "Another text"})

    assert again.status_code == 409
    assert "A text was sent by this link already." in again.content.decode()
    assert "Another text" in again.content.decode()
    assert OfferedText.objects.get().content["narrative"] == "We did this"


def taken_back(link: Assignment) -> None:
    take_back([link], by=make.focal_point(), now=timezone.now())


def replied(link: Assignment) -> None:
    whole = link.cycle.submissions.get()
    type(whole).objects.filter(pk=whole.pk).update(use_in_report="named")
    services.submit(whole, by=make.focal_point(), now=timezone.now())


@pytest.mark.parametrize(
    ("close", "words"),
    [(taken_back, "took this paragraph back"), (replied, "Your State sent its reply meanwhile")],
)
def test_a_closed_link_says_why_and_loses_nothing_that_was_typed(link, close, words):
    close(link)

    shown, sent = Client().get(path_of(link)), Client().post(path_of(link), FORM)

    assert (shown.status_code, sent.status_code) == (200, 409)
    for page in (shown.content.decode(), sent.content.decode()):
        assert words in page
        assert SECRET not in page
    assert '<textarea name="narrative"' not in shown.content.decode()
    assert "We did this" in sent.content.decode()
    assert not OfferedText.objects.exists()


def test_the_time_of_a_link_ends_thirty_days_on_or_two_weeks_after_its_day(link, now):
    content = {"status": "under_way", "narrative": "Late"}

    with pytest.raises(LinkClosed, match="The time of this link is over"):
        offer(link, content=content, sender="A. Expert", now=now + timedelta(days=30))
    assert offer(link, content=content, sender="A. Expert", now=now + timedelta(days=29))


def test_a_clock_that_goes_back_opens_nothing_that_was_sent(offered, link, now):
    with pytest.raises(LinkClosed, match="sent by this link already"):
        offer(link, content={}, sender="A. Expert", now=now - timedelta(days=1))


def test_a_link_that_was_not_made_here_does_not_exist(link):
    address = path_of(link)
    other = make.contributor(make.obligations(link.cycle)[1], of=link.cycle)
    with_account = Assignment.objects.get(designation__user=other.user_id)

    assert Client().get(address[:-2] + "x/").status_code == 404
    assert Client().get(path_of(with_account)).status_code == 404
    assert not LinkOpening.objects.exists()


def test_an_empty_name_comes_back_with_what_was_typed(link):
    answer = Client().post(path_of(link), {**FORM, "sender": ""})

    assert answer.status_code == 422
    assert "We did this" in answer.content.decode()
    assert not OfferedText.objects.exists()


def test_whoever_asks_too_often_waits_and_keeps_what_he_typed(link, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "contribute": "1/m/ip"}
    client = Client()
    client.get(path_of(link))

    answer = client.post(path_of(link), FORM)

    assert answer.status_code == 429
    assert "We did this" in answer.content.decode()
    assert not OfferedText.objects.exists()


def test_it_is_taken_as_the_focal_points_own_edit_and_names_the_contributor(offered, now):
    by = make.focal_point()

    take(offered, values={**offered.content}, expected=1, by=by, now=now)

    report = ObligationReport.objects.get()
    assert (report.narrative, report.saved_by_id) == ("We did this", by.user_id)
    offered.refresh_from_db()
    assert (offered.outcome, offered.decided_by_id, offered.sender) == ("taken", by.user_id, "A. Expert")
    assert Event.objects.get(name="contribution_taken").actor_user_id == by.user_id


def test_it_is_edited_before_it_is_taken_on_the_page_beside_the_draft(offered, link):
    client = Client()
    client.force_login(access.person("focal_point", "THA"))
    address = place(link, "offered", offered.public_id)

    shown = client.get(address).content.decode()
    answer = client.post(address, {**FORM, "expected": 1, "narrative": "We did this, and that"})

    assert SECRET in shown
    assert "We did this" in shown
    assert answer.status_code == 302
    offered.refresh_from_db()
    assert (offered.outcome, ObligationReport.objects.get().narrative) == ("edited", "We did this, and that")


def test_a_draft_changed_meanwhile_is_shown_and_nothing_is_lost(offered, link, now):
    client = Client()
    client.force_login(access.person("focal_point", "THA"))
    address = place(link, "offered", offered.public_id)
    make.answer(link.cycle.submissions.get(), 0, narrative="Changed meanwhile", at=now)

    answer = client.post(address, {**FORM, "expected": 1})
    page = answer.content.decode()
    offered.refresh_from_db()
    waits, again = offered.waits, client.post(address, {**FORM, "expected": 2})

    assert (answer.status_code, again.status_code, waits) == (409, 302, True)
    assert "Changed meanwhile" in page
    assert "We did this" in page
    assert 'name="expected" value="2"' in page


def test_it_is_declined_with_a_word_which_is_read_at_the_link(offered, link, now):
    with pytest.raises(NeedsAWord):
        decline(offered, word=" ", by=make.focal_point(), now=now)
    client = Client()
    client.force_login(access.person("focal_point", "THA"))
    client.post(place(link, "decline", offered.public_id), {"word": "Not this paragraph"})

    assert "Not this paragraph" in Client().get(path_of(link)).content.decode()
    assert ObligationReport.objects.get().narrative == SECRET


def test_of_two_who_decide_the_later_is_told_who_was_first(offered, now):
    first = make.focal_point()
    decline(offered, word="No", by=first, now=now)

    with pytest.raises(DecidedAlready, match=first.name):
        take(offered, values={**offered.content}, expected=1, by=make.focal_point(), now=now)


@pytest.mark.parametrize(("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("focal_point", "KEN"),
                                            ("officer", None)])  # fmt: skip
def test_nobody_else_decides_or_opens_the_page(offered, link, now, role, code):
    client = Client()
    client.force_login(access.person(role, code))

    with pytest.raises(NotAllowed):
        take(offered, values={}, expected=1, by=access.actor(role, code), now=now)
    with pytest.raises(NotAllowed):
        decline(offered, word="No", by=access.actor(role, code), now=now)
    assert client.get(place(link, "offered", offered.public_id)).status_code in {403, 404}


def place(link: Assignment, name: str, *further: Any) -> str:
    return reverse(f"contributions:{name}", args=["THA", link.cycle.slug, *further])
