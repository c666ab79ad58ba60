"""The story of a record says who changed it, in which role, when and which fields; never what stood in them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.models import User, actor_for
from commitments.evidence.models import Evidence
from commitments.implementation import services as verbs
from commitments.implementation.models import ImplementationAction
from tests.factories import submissions as make
from tests.factories.access import APPOINTED_ON, person
from tests.factories.implementation import NOON

pytestmark = pytest.mark.django_db

SECRET = "The prison of the north"


def acting_as(user: User) -> Actor:
    return actor_for(user, today=APPOINTED_ON)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, record: ImplementationAction | Evidence) -> str:
    return signed_in(user).get(f"{record.get_absolute_url()}story/").content.decode()


def recorded(user: User) -> ImplementationAction:
    """An action that the person recorded with nothing said about it."""
    obligation = make.obligations(make.cycle("THA"))[0]
    with acting(acting_as(user)):
        return make.action("THA", obligation)


def changed(action: ImplementationAction, user: User, **fields: str) -> None:
    with acting(acting_as(user)):
        ImplementationAction.objects.filter(pk=action.pk).update(**fields, version=action.version + 1)


def test_each_change_names_the_person_the_role_and_the_fields_and_not_what_stands_in_them():
    author, helper = person("focal_point", "THA"), person("contributor", "THA")
    action = recorded(author)
    served = action.links.select_related("obligation__instrument").get().obligation
    make.given(helper, served, of=make.cycle("THA", on=served.instrument))
    changed(action, helper, description=SECRET, lead_body=SECRET)

    page = page_of(author, action)

    story = page[page.index('<ol class="timeline"') : page.index("</ol>", page.index('<ol class="timeline"'))]
    latest, first = story.split("<li")[1:]
    assert "Changed" in latest
    assert f"{helper.name} · Contributor" in latest
    assert "Description, Lead body" in latest
    assert "Recorded" in first
    assert f"{author.name} · Focal point" in first
    assert SECRET not in page
    assert "Version" not in story


def test_a_withdrawal_and_its_end_are_steps_of_their_own():
    author = person("focal_point", "THA")
    action = recorded(author)
    with acting(acting_as(author)):
        verbs.withdraw_action(action, by=acting_as(author), now=NOON, reason="Twice")
        verbs.restore_action(action, by=acting_as(author), now=NOON + timedelta(days=1))

    page = page_of(author, action)

    assert page.index("<p>Restored<") < page.index("<p>Withdrawn<")


def test_the_installations_own_work_is_nobodys():
    reader = person("mission", "THA")
    piece = make.evidence("THA")

    assert "the installation itself" in page_of(reader, piece)


def test_a_long_story_has_pages_and_each_change_is_told_by_the_one_before_it():
    author = person("focal_point", "THA")
    action = recorded(author)
    for number in range(60):
        changed(action, author, title=f"Title {number}")

    client, address = signed_in(author), f"{action.get_absolute_url()}story/"
    first = client.get(address).content.decode()
    second = client.get(address + re.findall(r'href="(\?before=\d+)"', first)[0]).content.decode()

    assert (first.count("<p>Title</p>"), first.count("<p>Recorded</p>")) == (50, 0)
    assert (second.count("<p>Title</p>"), second.count("<p>Recorded</p>")) == (10, 1)


@pytest.mark.parametrize("before", ["", "-1", "x", "9" * 40])
def test_nonsense_in_the_address_gives_the_story_from_its_end(before):
    author = person("focal_point", "THA")
    action = recorded(author)

    answer = signed_in(author).get(f"{action.get_absolute_url()}story/", {"before": before})

    assert "<p>Recorded</p>" in answer.content.decode()


def test_the_story_of_an_answer_stands_behind_its_page():
    author = person("focal_point", "THA")
    whole = make.ready("THA")
    report = whole.reports.first()
    place = f"/desk/THA/{whole.cycle.slug}/{report.obligation.instrument.slug}/{report.obligation.reference}/"
    client = signed_in(author)
    client.post(place, {"status": "planned", "narrative": SECRET, "language": "en", "expected": report.version})

    page, story = client.get(place).content.decode(), client.get(f"{place}story/").content.decode()

    assert f'href="{place}story/"' in page
    assert "What was done" in story
    assert author.name in story
    assert SECRET not in story


def test_people_of_another_state_and_the_secretariat_read_no_story():
    action = recorded(person("focal_point", "THA"))

    answers = {
        role: signed_in(person(role, code)).get(f"{action.get_absolute_url()}story/").status_code
        for role, code in (("focal_point", "KEN"), ("officer", None), ("administrator", None))
    }

    assert answers == {"focal_point": 404, "officer": 403, "administrator": 403}
