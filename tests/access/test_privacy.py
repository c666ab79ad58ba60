"""What is kept about persons is said to everybody, and goes when the page says."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from commitments.access.sessions import forget_ended
from tests.factories.access import person

pytestmark = pytest.mark.django_db


def signed_in() -> str:
    """A person signed in from some place; the key of the session."""
    browser, user = Client(), person("focal_point", "THA")
    browser.force_login(user)
    key = browser.session.session_key
    UserSession.objects.update_or_create(
        session_key=key, defaults={"user": user, "ip": "192.0.2.7", "user_agent": "A browser"}
    )
    return key


def places() -> set[str]:
    return set(UserSession.objects.values_list("session_key", flat=True))


def test_what_is_kept_is_said_to_everybody(client):
    said = client.get("/privacy/").content.decode()

    for words in ("network address", "2 days; 30 days", "victims, witnesses and detainees", "12 hours"):
        assert words in said
    assert 'href="/privacy/"' in client.get("/").content.decode()


def test_the_place_of_a_session_goes_with_its_end_and_a_running_one_stays():
    running, ended, signed_out = signed_in(), signed_in(), signed_in()
    Session.objects.filter(session_key=ended).update(expire_date=timezone.now() - timedelta(seconds=1))
    Session.objects.filter(session_key=signed_out).delete()

    assert forget_ended(now=timezone.now()) == 2

    assert places() == {running}
    assert not Session.objects.filter(session_key=ended).exists()
