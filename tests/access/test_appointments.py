"""An appointment that ended is said on the person's own page, with who can renew it; nothing else of his is closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access.appointments import appointments_of
from commitments.access.models import Designation, User
from tests.factories import access

pytestmark = pytest.mark.django_db

URL = "/accounts/appointments/"
RENEWED = "An administrator of this installation can renew it"


def ended(role: str = "focal_point", code: str | None = "THA") -> User:
    """Somebody whose only appointment ended yesterday."""
    somebody: User = access.person(role, code)
    yesterday = timezone.localdate() - timedelta(days=1)
    Designation.objects.filter(user=somebody).update(until_on=yesterday)
    return somebody


def client_of(somebody: User) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def read(client: Client, address: str = URL) -> Any:
    return client.get(address)


def test_the_page_says_what_ended_when_and_who_can_renew_it() -> None:
    page = read(client_of(ended())).content.decode()

    assert "Your appointment as Focal point for Thailand ended on" in page
    assert RENEWED in page
    assert "note verbale of the Permanent Mission" in page


def test_every_page_leads_there_and_a_closed_one_says_why() -> None:
    client = client_of(ended())

    start, closed = read(client, "/").content.decode(), read(client, "/desk/")

    assert closed.status_code == 403
    assert "No appointment of yours is in force today." in closed.content.decode()
    for page in (start, closed.content.decode()):
        assert f'href="{reverse("access:appointments")}"' in page


def test_whose_appointment_is_in_force_reads_of_nothing_to_renew() -> None:
    client = client_of(access.person("focal_point", "THA"))

    page, closed = read(client).content.decode(), read(client, "/review/").content.decode()

    assert RENEWED not in page
    assert "in force" in page
    assert "No appointment of yours is in force today." not in closed


def test_what_was_given_again_is_not_to_be_renewed_and_a_role_without_a_state_needs_no_note() -> None:
    somebody, today = ended(), timezone.localdate()
    state = Designation.objects.get(user=somebody).respondent
    Designation.objects.create(user=somebody, role="focal_point", respondent=state, from_on=today + timedelta(days=3))

    found = appointments_of(somebody, today=today)
    page = read(client_of(ended("officer", None))).content.decode()

    assert (found.to_renew, found.is_any_in_force, len(found.all)) == ((), False, 2)
    assert RENEWED in page
    assert "note verbale" not in page


def test_nobody_reads_of_anothers_appointments_and_a_stranger_signs_in_first() -> None:
    ended()

    page = read(client_of(access.person("contributor", "KEN"))).content.decode()

    assert "Thailand" not in page
    assert "/accounts/login/" in read(Client())["Location"]
