"""What every page costs before it shows anything, and that rights are read again at each request."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.web.installation import DEMONSTRATION_MARK
from commitments.web.models import InstallationMark
from tests.factories.access import designated, person

pytestmark = pytest.mark.django_db

EMPTY_PAGE = "/accounts/password/set/"
OVERHEAD = 5
"""Session; account with designations; beginning; the actor carried, with the installation's mark; end."""


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_an_empty_page_of_somebody_signed_in_asks_three_things_in_one_transaction():
    user = person("focal_point", "THA")
    designated(user, "contributor", "KEN")
    client = signed_in(user)

    with CaptureQueriesContext(connection) as asked:
        assert client.get(EMPTY_PAGE).status_code == 200

    assert len(asked) == OVERHEAD, "\n".join(query["sql"][:120] for query in asked)


def test_a_designation_that_ended_yesterday_opens_nothing_today_though_the_session_goes_on():
    user = person()
    held = designated(user, "focal_point", "THA")
    client = signed_in(user)
    assert client.get("/desk/actions/").status_code == 200

    held.until_on = timezone.localdate() - timedelta(days=1)
    held.save()

    assert client.get("/desk/actions/").status_code == 403


def test_a_designation_of_a_minute_ago_opens_its_pages_at_the_next_request():
    user = person()
    client = signed_in(user)
    assert client.get("/desk/actions/").status_code == 403

    designated(user, "focal_point", "THA")

    assert client.get("/desk/actions/").status_code == 200


def test_an_account_that_was_closed_is_signed_out_at_the_next_request():
    user = person("focal_point", "THA")
    client = signed_in(user)
    assert client.get("/desk/actions/").status_code == 200

    user.is_active = False
    user.save()

    assert client.get("/desk/actions/").status_code == 302


def test_a_page_says_that_it_shows_a_demonstration_from_the_moment_it_is_loaded_until_it_is_cleared(client):
    seen = []
    for kind in InstallationMark.Kind:
        seen.append(str(DEMONSTRATION_MARK) in client.get("/texts/").content.decode())
        InstallationMark.objects.create(kind=kind, at=timezone.now())
    seen.append(str(DEMONSTRATION_MARK) in client.get("/texts/").content.decode())

    assert seen == [False, True, False]


def test_somebody_signs_in_by_e_mail_address_and_password_and_nobody_with_another_password(client):
    person("focal_point", "THA", email="minister@example.org", password="a long enough secret")
    wrong = client.post("/accounts/login/", {"login": "minister@example.org", "password": "another secret"})
    right = client.post("/accounts/login/", {"login": "Minister@example.org", "password": "a long enough secret"})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert client.get("/desk/actions/").status_code == 200
