"""Links of evidence are opened once a week, and their State reads what came of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commitments.access.acting import acting
from commitments.evidence.models import LinkCheck
from commitments.evidence.services import links
from commitments.evidence.services.links import EVERY, Found, check_due
from tests.factories import evidence as factory
from tests.factories.access import actor, person
from tests.factories.implementation import NOON

pytestmark = pytest.mark.django_db
Outcome = LinkCheck.Outcome
OPENED, GONE = Found(Outcome.OPENED, 200), Found(Outcome.ANSWERED, 404)


def check(found=OPENED, *, at=NOON, asked=None):
    """A round of checks; `asked` is filled with the addresses that were opened."""

    def look(url):
        if asked is not None:
            asked.append(url)
        return found

    return check_due(now=lambda: at, look=look)


def test_a_link_is_opened_once_a_week_and_a_file_never():
    link = factory.link()
    factory.file()
    asked = []

    check(asked=asked)
    check(asked=asked, at=NOON + EVERY - timedelta(minutes=1))
    check(asked=asked, at=NOON + EVERY)

    assert asked == [link.url, link.url]
    assert LinkCheck.objects.get().checked_at == NOON + EVERY


def test_since_when_it_fails_stays_until_it_can_be_opened_again():
    factory.link()

    check(GONE)
    check(GONE, at=NOON + EVERY)
    still = LinkCheck.objects.get()
    check(OPENED, at=NOON + 2 * EVERY)

    assert (still.outcome, still.status, still.fails_since_at) == (Outcome.ANSWERED, 404, NOON)
    assert LinkCheck.objects.get().fails_since_at is None


def test_a_changed_link_is_opened_anew_and_fails_for_nothing_the_old_one_did():
    link = factory.link()
    check(GONE)
    link.url = "https://www.example.org/elsewhere"
    link.save()

    assert check(GONE, at=NOON + timedelta(days=1)) == 1
    assert LinkCheck.objects.get().fails_since_at == NOON + timedelta(days=1)


def test_a_withdrawn_link_is_left_alone():
    link = factory.link()
    link.withdrawn_at, link.withdrawn_by, link.withdrawn_reason = NOON, person(), "Replaced."
    link.save()

    assert check() == 0


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "opened"), (403, "opened"), (404, "answered"), (500, "answered")]
)
def test_a_website_that_only_refuses_programs_counts_as_there(monkeypatch, status, outcome):
    monkeypatch.setattr(links, "status_of", lambda _url: status)

    assert links.opened("https://www.example.org/") == (outcome, status)


def test_an_address_inside_is_told_and_not_opened():
    assert links.opened("http://127.0.0.1/").outcome == Outcome.NOT_PUBLIC


def page(link, code):
    client = Client()
    client.force_login(person("focal_point", code))
    return client.get(reverse("evidence:piece", kwargs={"public_id": link.public_id}))


def test_its_state_reads_what_came_of_it_and_another_state_does_not():
    link = factory.link()
    check(GONE)

    assert "answers with an error" in page(link, "THA").content.decode()
    assert page(link, "KEN").status_code == 404
    with acting(actor("focal_point", "KEN")):
        assert not LinkCheck.objects.exists()


def test_nobody_but_the_program_writes_what_came_of_it():
    link = factory.link()
    check(GONE)

    with acting(actor("focal_point", "THA")):
        assert LinkCheck.objects.filter(evidence=link).update(outcome="opened", fails_since_at=None) == 0
