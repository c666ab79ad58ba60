"""Whom an organization signed in shows it again who he is before what cannot be taken back; what he typed is done then."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from commitments.submissions.models import Submission
from tests.factories import submissions as make
from tests.factories.access import person
from tests.organizations.process import Visitor

pytestmark = pytest.mark.django_db

START = "/accounts/organization/justice/"
AGAIN = f"{START}again/"
ADDRESS = "somebody@justice.example"
RECORDS = "account_authentication_methods"


@pytest.fixture
def client(visitor, provider):
    """Somebody whom his organization signed in an hour ago."""
    person("focal_point", "THA", email=ADDRESS)
    provider.says("s-1", ADDRESS)
    opened = Client()
    opened.get(visitor.comes_back(opened.get(START)["Location"]))
    session = opened.session
    session[RECORDS] = [{**record, "at": record["at"] - 3600} for record in session[RECORDS]]
    session.save()
    return opened


@pytest.fixture
def draft():
    return make.ready("THA", of=make.cycle("THA"))


@pytest.fixture
def send(draft):
    return f"/desk/THA/{draft.cycle.slug}/submit/"


def is_sent(draft):
    return Submission.objects.filter(pk=draft.pk, submitted_at__isnull=False).exists()


def asks(client, send):
    """As far as the address at the organization."""
    client.post(send)
    return client.get(f"{START}ask/", {"next": send})["Location"]


def test_he_is_led_to_his_organization_and_nothing_is_sent(client, draft, send):
    answer = client.post(send)

    assert answer["Location"] == f"{AGAIN}?next={send.replace('/', '%2F')}"
    assert "Go on to Ministry of Justice" in client.get(answer["Location"]).content.decode()
    assert not is_sent(draft)


def test_the_organization_is_told_to_ask_him_and_does(client, visitor, send):
    asked_before = len(visitor.asked)
    address = asks(client, send)

    visitor.comes_back(address)

    assert "prompt=login" in address
    assert "max_age=0" in address
    assert len(visitor.asked) == asked_before + 1


def test_afterwards_a_button_does_what_he_had_asked_for(client, visitor, draft, send):
    back = client.get(visitor.comes_back(asks(client, send)))
    before = is_sent(draft)

    page = client.get(back["Location"])
    client.post(AGAIN, {"next": send})

    assert back["Location"].startswith(AGAIN)
    assert "confirmed that it is you" in page.content.decode()
    assert (before, is_sent(draft)) == (False, True)


def test_the_button_alone_does_nothing(client, draft, send):
    client.post(send)

    client.post(AGAIN, {"next": send})

    assert not is_sent(draft)


@pytest.mark.parametrize("moment", [-600, None, "now"])
def test_a_word_that_he_showed_it_earlier_or_untold_when_is_refused(client, visitor, provider, draft, moment):
    provider.spoils(auth_time=int(time.time()) + moment if isinstance(moment, int) else moment)
    send = f"/desk/THA/{draft.cycle.slug}/submit/"

    answer = client.get(visitor.comes_back(asks(client, send)), follow=True)
    client.post(AGAIN, {"next": send})

    assert "could not be trusted" in answer.content.decode()
    assert not is_sent(draft)


def test_another_person_of_the_organization_does_not_show_it_for_him(client, visitor, provider, draft, send):
    address = asks(client, send)
    provider.says("s-2", "other@justice.example")

    theirs = Visitor()
    answer = client.get(theirs.comes_back(address), follow=True)
    client.post(AGAIN, {"next": send})
    theirs.close()

    assert "could not be trusted" in answer.content.decode()
    assert not is_sent(draft)


def test_who_says_no_is_told_and_sends_nothing(client, visitor, draft, send):
    answer = client.get(visitor.comes_back(asks(client, send), says="no"), follow=True)

    assert "did not sign you in" in answer.content.decode()
    assert not is_sent(draft)


def test_a_sign_in_shown_there_hours_ago_is_not_fresh_here(visitor, provider, draft, send):
    person("focal_point", "THA", email=ADDRESS)
    provider.says("s-1", ADDRESS)
    provider.spoils(auth_time=int(time.time()) - 3600)
    client = Client()
    client.get(visitor.comes_back(client.get(START)["Location"]))

    client.post(send)

    assert not is_sent(draft)


def test_a_sign_in_shown_there_just_now_is_fresh_here(visitor, provider, draft, send):
    person("focal_point", "THA", email=ADDRESS)
    provider.says("s-1", ADDRESS)
    client = Client()
    client.get(visitor.comes_back(client.get(START)["Location"]))

    client.post(send)

    assert is_sent(draft)


def test_who_came_by_his_password_is_asked_for_it_and_not_sent_to_an_organization(provider, draft, send):
    client = Client()
    client.force_login(person("focal_point", "THA", email=ADDRESS))

    assert [client.get(f"{START}{page}/").status_code for page in ("again", "ask")] == [404, 404]


def test_a_window_left_open_sets_up_no_second_step(client):
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert answer["Location"].startswith(AGAIN)
