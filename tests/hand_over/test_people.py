"""People come and go in the middle of a cycle, and what they wrote stays; where few are left the secretariat sees it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access.actor import program
from commitments.access.models import Designation, User, actor_for
from commitments.access.services import designate, end_designation
from commitments.hand_over.people import people_among, thin_states
from commitments.respondents.models import Respondent
from tests.factories import access
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

BY, NOW = program("tests"), make.NOON
YESTERDAY = timezone.localdate() - timedelta(days=1)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def people_page(person: User) -> str:
    return signed_in(person).get("/desk/people/").text


def leave(person: User) -> None:
    end_designation(person.designations.get(), until_on=YESTERDAY, by=BY, now=NOW)


def test_who_was_taken_off_in_the_middle_of_a_cycle_opens_nothing_and_who_came_goes_on() -> None:
    leaving, coming = access.person("focal_point", "THA"), access.person()
    whole = make.submission(by=actor_for(leaving, today=timezone.localdate()))
    make.answer(whole, narrative="Written before she left")
    asked = make.obligations(whole.cycle)[0]
    url = reverse("submissions:answer", args=["THA", whole.cycle.slug, asked.instrument.slug, asked.reference])
    old = signed_in(leaving)
    before = old.get(url).status_code

    leave(leaving)
    designate(
        coming, role="focal_point", respondent_id=whole.respondent_id, from_on=timezone.localdate(),
        note_verbale="No. 12/2026", by=BY, now=NOW,
    )  # fmt: skip

    assert (before, old.get(url).status_code) == (200, 403)
    assert "Written before she left" in signed_in(coming).get(url).text


def test_the_people_page_says_who_since_when_and_until_when_and_no_address() -> None:
    here, gone = access.person("focal_point", "THA"), access.person("contributor", "THA")
    leave(gone)
    Designation.objects.filter(user=here).update(note_verbale="No. 7/2026")
    stranger = access.person("focal_point", "KEN")

    page = people_page(here)

    acting, before = page.split("Before, or later")
    assert here.name in acting
    assert "1 January 2020" in acting
    assert "No. 7/2026" in acting
    assert (gone.name in acting, gone.name in before) == (False, True)
    assert f"{YESTERDAY:%Y}" in before
    assert stranger.name not in page
    assert "@" not in page.split("<main")[1].split("</main>")[0]


def test_one_person_alone_is_warned_and_two_are_not() -> None:
    one = access.person("focal_point", "THA")
    alone = people_page(one)
    access.designated(one, "clearance", "THA")
    still_alone = people_page(one)
    access.person("mission", "THA")

    assert ["One person alone" in page for page in (alone, still_alone, people_page(one))] == [True, True, False]


@pytest.mark.parametrize(
    ("field", "value"), [("is_active", False), ("from_on", date(2100, 1, 1)), ("until_on", date(2020, 1, 2))]
)
def test_who_cannot_act_today_is_not_counted(field: str, value: Any) -> None:
    person = access.person("focal_point", "THA")
    target = User.objects.filter(pk=person.pk) if field == "is_active" else Designation.objects.filter(user=person)
    target.update(**{field: value})

    found = people_among(list(Designation.objects.filter(user=person).select_related("user")), today=date(2026, 1, 1))

    assert (found.active, len(found.others)) == ([], 1)


def test_the_secretariat_sees_the_states_that_one_person_holds_or_nobody() -> None:
    one = access.person("focal_point", "THA")
    for role in ("focal_point", "mission"):
        access.person(role, "KEN")
    officer = access.actor("officer")

    found = {thin.state.code: thin.people for thin in thin_states(officer, today=timezone.localdate())}

    assert found["THA"] == [one.name]
    assert found["BRA"] == []
    assert "KEN" not in found
    assert len(found) == Respondent.objects.member_states().count() - 1


def test_a_reader_of_named_states_sees_these_alone_and_the_page_names_no_address() -> None:
    person = access.person("focal_point", "THA")
    page = signed_in(access.person("reader", "THA")).get("/states/people/").text

    assert person.name in page
    assert "Brazil" not in page
    assert "@" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("administrator", None)])
def test_others_do_not_see_where_few_are_left(role: str, code: str | None) -> None:
    assert signed_in(access.person(role, code)).get("/states/people/").status_code == 403
