"""Links of evidence are opened once a week, and their State reads what came of it."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from commitments.access.acting import acting
from commitments.evidence.models import LinkCheck
from commitments.evidence.services import links
from commitments.evidence.services.copies import Copy, told_by_archive
from commitments.evidence.services.links import EVERY, Found, check_due
from commitments.implementation.refusals import RulesBroken
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


COPY = "https://web.archive.org/web/2021/https://www.example.org/law"


def test_the_copy_that_a_state_names_is_opened_with_its_link_and_shown_beside_it():
    link = factory.link(archived_url=COPY, archived_on=date(2021, 5, 4))
    asked = []

    check(GONE, asked=asked)
    shown = page(link, "THA").content.decode()

    assert asked == [link.url, COPY]
    assert LinkCheck.objects.get().copy_opens is False
    assert f'href="{COPY}"' in shown
    assert "archived copy of 4 May 2021" in shown
    assert "it could not be opened" in shown


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"archived_url": "javascript:alert(1)"}, "archived_url"),
        ({"archived_url": "http://10.0.0.1/copy"}, "archived_url"),
        ({"archived_on": date(2021, 5, 4)}, "archived_url"),
        ({"archived_url": COPY, "archived_on": date(1950, 1, 1)}, "archived_on"),
        ({"archived_url": COPY, "kind": "supplied", "url": "", "supplied_to": "a", "supplied_document": "b", "dated_on": date(2020, 1, 1)}, "archived_url"),
    ],
)  # fmt: skip
def test_a_copy_that_is_none_is_refused_at_its_field(fields, field):
    with pytest.raises(RulesBroken) as refused:
        factory.link(**fields)

    assert field in refused.value.errors


def told(*, available: bool = True, url: str = COPY, timestamp: str = "20210504120000") -> str:
    return json.dumps({"archived_snapshots": {"closest": {"available": available, "url": url, "timestamp": timestamp}}})


def test_an_archive_is_asked_only_where_the_installation_names_one(settings):
    asked = []

    def ask(address):
        asked.append(address)
        return told()

    unnamed = told_by_archive("https://www.example.org/law?a=1", ask=ask)
    settings.ARCHIVE_LOOKUP = "https://archive.example/available"
    named = told_by_archive("https://www.example.org/law?a=1", ask=ask)

    assert unnamed == Copy()
    assert named == Copy(COPY, date(2021, 5, 4))
    assert asked == ["https://archive.example/available?url=https%3A%2F%2Fwww.example.org%2Flaw%3Fa%3D1"]


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", told(available=False), told(url="javascript:x"), told(url="http://127.0.0.1/"), told(timestamp="soon")]
)  # fmt: skip
def test_an_archive_that_has_none_or_talks_nonsense_is_not_believed(settings, said):
    settings.ARCHIVE_LOOKUP = "https://archive.example/available"

    assert told_by_archive("https://www.example.org/law", ask=lambda _: said) == Copy()


def test_a_copy_that_an_archive_told_of_stands_beside_the_dead_link_and_goes_when_the_link_is_another(monkeypatch):
    link = factory.link()
    monkeypatch.setattr(links, "told_by_archive", lambda _url: Copy(COPY, date(2021, 5, 4)))
    check(GONE)
    beside = page(link, "THA").content.decode()

    check(OPENED, at=NOON + EVERY)

    assert "archived copy of 4 May 2021" in beside
    assert "found at a web archive" in beside
    assert "archived copy" not in page(link, "THA").content.decode()


def test_whose_turn_it_is_is_found_by_an_index_of_turns_and_no_scan_of_the_evidence():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = links.in_turn(NOON)[:50].explain()

    assert "Index Scan using evidence_link_due" in plan
    assert "Index Cond: (link_due_at <=" in plan
