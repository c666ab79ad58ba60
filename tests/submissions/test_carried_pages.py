"""The pages of what was carried over: confirm one or many, take it back, and see what is asked otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commitments.instruments.models import Instrument, InstrumentSource
from commitments.submissions import services
from commitments.submissions.models import ObligationReport, ReportingCycle, Submission
from commitments.submissions.refusals import NotConfirmed
from tests.factories import access, instruments
from tests.factories import submissions as make
from tests.factories.submissions import NOON
from tests.instruments.test_loading import CHANGED_ANALYSIS, CHANGED_TEXT

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=365)


@pytest.fixture
def second() -> ReportingCycle:
    """A cycle that asks again about two paragraphs that Thailand answered in the one before."""
    instruments.load(instruments.SMALL_TEXT, instruments.SMALL_ANALYSIS)
    text = Instrument.objects.get(symbol="A/RES/53/901")
    InstrumentSource.objects.filter(instrument=text).update(loaded_at=NOON - timedelta(days=1))
    whole = make.ready(of=make.cycle(on=text), narrative="Wells were dug")
    make.answer(whole, 1, narrative="They were thanked")
    services.submit(whole, by=make.focal_point(), now=NOON)
    return make.cycle(on=text, at=LATER)


def asked_otherwise_now() -> None:
    """The text is revised after it was answered: one of its paragraphs speaks of deep wells."""
    instruments.load(CHANGED_TEXT, CHANGED_ANALYSIS, revise=True)
    newest = InstrumentSource.objects.order_by("-revision").values("revision")[:1]
    InstrumentSource.objects.filter(revision=newest).update(loaded_at=LATER)


def address(cycle: ReportingCycle, name: str) -> str:
    return reverse(f"submissions:{name}", args=["THA", cycle.slug])


def still_true(cycle: ReportingCycle, place: int) -> str:
    one = make.obligations(cycle)[place]
    return reverse("submissions:still_true", args=["THA", cycle.slug, one.instrument.slug, one.reference])


def keys(cycle: ReportingCycle, *places: int) -> list[str]:
    asked = make.obligations(cycle)
    return [f"{asked[place].instrument.slug}/{asked[place].reference}" for place in places]


def waiting(cycle: ReportingCycle) -> set[str]:
    return set(ObligationReport.objects.awaiting().filter(cycle=cycle).values_list("narrative", flat=True))


def test_those_that_are_ticked_are_confirmed_at_once_and_the_draft_begins_with_it(second: Any, sign_in: Any) -> None:
    client: Client = sign_in()
    page = client.get(address(second, "carried"))

    said = client.post(address(second, "carried"), {"answers": keys(second, 0, 1)}, follow=True)

    assert "Wells were dug" in page.text
    assert "2 answers are confirmed." in said.text
    assert "called still true on" in said.text
    assert (waiting(second), Submission.objects.filter(cycle=second).count()) == (set(), 1)


def test_one_is_confirmed_at_its_own_page_and_taken_back(second: Any, sign_in: Any) -> None:
    client: Client = sign_in()

    client.post(still_true(second, 0))
    then = waiting(second)
    said = client.post(still_true(second, 0), {"back": "1"}, follow=True)

    assert then == {"They were thanked"}
    assert waiting(second) == {"They were thanked", "Wells were dug"}
    assert "waits to be confirmed again" in said.text


def test_a_contributor_sees_and_confirms_what_is_carried_on_the_given_paragraph_alone(second: Any) -> None:
    client, person = Client(), access.person("contributor", "THA")
    client.force_login(person)
    make.given(person, make.obligations(second)[0], of=second)
    page = client.get(address(second, "carried"))

    said = client.post(address(second, "carried"), {"answers": keys(second, 0, 1)}, follow=True)

    assert "Wells were dug" in page.text
    assert "They were thanked" not in page.text
    assert "1 answer is confirmed." in said.text
    assert client.post(still_true(second, 1)).status_code == 404
    assert waiting(second) == {"They were thanked"}


def test_all_are_ticked_by_a_link_without_a_script_and_confirmed_by_the_button(second: Any, sign_in: Any) -> None:
    client: Client = sign_in()

    plain, all_of_them = (client.get(address(second, "carried"), said).text for said in ({}, {"tick": "all"}))

    assert (plain.count(" checked"), all_of_them.count(" checked")) == (0, 2)
    assert "?tick=all" in plain
    assert not ObligationReport.objects.filter(cycle=second).exists()  # opening the page confirms nothing


def test_all_ticked_leaves_out_what_is_asked_otherwise_since(second: Any, sign_in: Any) -> None:
    asked_otherwise_now()

    page = sign_in().get(address(second, "carried"), {"tick": "all"}).text

    assert page.count(" checked") == 1
    assert "Asked otherwise since" in page


def test_of_many_that_are_refused_none_is_confirmed_and_the_same_stay_ticked(second: Any, sign_in: Any) -> None:
    asked_otherwise_now()

    answer = sign_in().post(address(second, "carried"), {"answers": keys(second, 0, 1)})

    assert answer.status_code == 409
    assert "Open it and read what changed" in answer.text
    assert answer.text.count(" checked") == 1
    assert not ObligationReport.objects.filter(cycle=second, confirmed_at__isnull=False).exists()


def test_nothing_ticked_begins_nothing(second: Any, sign_in: Any) -> None:
    said = sign_in().post(address(second, "carried"), {"answers": ["nonsense"]}, follow=True)

    assert "Tick at least one answer." in said.text
    assert not Submission.objects.filter(cycle=second).exists()


def test_whoever_only_reads_the_draft_confirms_nothing(second: Any, sign_in: Any) -> None:
    client: Client = sign_in("clearance")

    assert client.post(still_true(second, 0)).status_code == 403
    client.post(address(second, "carried"), {"answers": keys(second, 0)})
    assert not Submission.objects.filter(cycle=second).exists()


def test_what_is_typed_over_an_answer_that_would_be_carried_is_saved_without_a_conflict(
    second: Any, sign_in: Any
) -> None:
    client: Client = sign_in()
    one = make.obligations(second)[0]
    url = reverse("submissions:answer", args=["THA", second.slug, one.instrument.slug, one.reference])
    shown = client.get(url)

    client.post(url, {"status": "planned", "narrative": "Anew", "language": "en", "expected": "1", "planned_on": ""})

    assert 'name="expected" value="1"' in shown.text
    assert "Carried over, not confirmed" in shown.text
    assert ObligationReport.objects.get(cycle=second, obligation=one).narrative == "Anew"
    assert waiting(second) == {"They were thanked"}


def test_the_desk_counts_what_waits_and_the_page_that_sends_names_what_is_left_out(second: Any, sign_in: Any) -> None:
    client: Client = sign_in()
    one, other = make.obligations(second)[:2]
    services.confirm(draft := make.submission(of=second, at=LATER), [one], by=make.focal_point(), now=LATER)
    Submission.objects.filter(pk=draft.pk).update(use_in_report="named")

    desk = client.get(f"/desk/?cycle={second.slug}").text
    review, submit = client.get(address(second, "review")).text, client.get(address(second, "submit")).text

    assert "1 answer of an earlier cycle was carried over" in desk
    assert "carried over once, confirmed once" in desk
    assert "these are not sent" in review
    assert "1 answer of an earlier cycle is not sent" in submit
    assert other.reference in submit.split("is not sent")[1].split("</p>")[0]


def test_a_paragraph_asked_otherwise_asks_again_for_itself_alone_and_says_what_changed(
    second: Any, sign_in: Any
) -> None:
    asked_otherwise_now()
    client: Client = sign_in()
    changed, same = make.obligations(second)[:2]
    url, other = (
        reverse("submissions:answer", args=["THA", second.slug, one.instrument.slug, one.reference])
        for one in (changed, same)
    )

    page, page_of_the_other = client.get(url).text, client.get(other).text
    client.post(still_true(second, 0))
    after_one_click = len(waiting(second))
    client.post(still_true(second, 0), {"has_read": "1"})

    assert "<ins>deep" in page
    assert "asked otherwise since" in page
    assert "asked otherwise" not in page_of_the_other
    assert (after_one_click, len(waiting(second))) == (0, 1)


def test_among_many_one_that_is_asked_otherwise_is_refused_by_name_and_none_is_confirmed(second: Any) -> None:
    asked_otherwise_now()
    draft = make.submission(of=second, at=LATER)

    with pytest.raises(NotConfirmed, match="Asked otherwise since it was answered"):
        services.confirm(draft, make.obligations(second), by=make.focal_point(), now=LATER)
    assert len(waiting(second)) == 2


def test_the_secretariat_reads_how_old_an_answer_is_and_not_who_confirmed_it(second: Any, sign_in: Any) -> None:
    draft = make.submission(of=second, at=LATER)
    Submission.objects.filter(pk=draft.pk).update(use_in_report="named")
    draft.refresh_from_db()
    person = make.focal_point()
    services.confirm(draft, make.obligations(second)[:1], by=person, now=LATER)
    sent = services.submit(draft, by=person, now=LATER)

    page = sign_in("officer", None).get(f"/submissions/{sent.public_id}/").text

    assert "called still true on" in page
    assert person.name not in page
