"""The link to stop in every mail: a page with one button, and nothing but stopping."""

import pytest
from django.test import Client

from commitments.notices.kinds import Kind, Pace
from commitments.notices.mailing.writing import stop_path
from commitments.notices.models import Mail, MailChoice
from tests.notices.scenes import NOON, a_mail

pytestmark = pytest.mark.django_db


def choices(mail: Mail) -> dict[str, str]:
    return dict(MailChoice.objects.filter(user=mail.recipient).values_list("kind", "pace"))


def test_opening_the_link_stops_nothing_and_shows_the_button():
    mail = a_mail()

    page = Client().get(stop_path(mail))

    assert "Stop mails like this one?" in page.text
    assert choices(mail) == {}


def test_the_button_stops_mails_of_that_kind_without_signing_in_and_without_a_token_of_the_form():
    mail = a_mail()

    page = Client(enforce_csrf_checks=True).post(stop_path(mail), {"List-Unsubscribe": "One-Click"})

    assert "You get no more mails like this one" in page.text
    assert choices(mail) == {Kind.REPLY: Pace.NONE}


def test_the_link_of_a_digest_stops_what_comes_weekly():
    mail = a_mail()
    digest = Mail.objects.create(recipient=mail.recipient, week_on=NOON.date(), made_at=NOON, due_at=NOON)
    MailChoice.objects.create(user=mail.recipient, kind=Kind.REPLY, pace=Pace.AT_ONCE, changed_at=NOON)

    Client().post(stop_path(digest))

    weekly = dict.fromkeys((Kind.ARRIVALS, Kind.ASSISTANCE, Kind.PEOPLE), Pace.NONE)
    assert choices(mail) == {Kind.REPLY: Pace.AT_ONCE, **weekly}


@pytest.mark.parametrize("spoil", [lambda path: path[:-3] + "x/", lambda _path: "/inbox/stop/nonsense/"])
def test_a_link_that_was_not_made_here_does_not_exist(spoil):
    path = stop_path(a_mail())

    assert Client().post(spoil(path)).status_code == 404
    assert not MailChoice.objects.exists()
