"""The note and the page hold together: what cannot be noted is not shown; and a page of the past is noted as any."""

from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from commitments.access.audience import Audience
from commitments.auditing import services
from commitments.auditing.models import PageRead
from commitments.submissions.models import Submission
from tests.factories.access import person
from tests.permissions import canaries
from tests.permissions.canaries import BIRD

pytestmark = pytest.mark.usefixtures("committed_db")
BROKEN = "INSERT INTO commitments_pageread (page) SELECT %s || %s"


@pytest.fixture
def sent(committed_db: str) -> Submission:
    return canaries.send(canaries.a_cycle())


@pytest.fixture
def officer(committed_db: str) -> Client:
    client = Client()
    client.force_login(person("officer"))
    return client


def address(sent: Submission, **more: str) -> str:
    return f"/states/THA/?{urlencode({'cycle': sent.cycle.slug, **more})}"


def now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_page_that_cannot_be_noted_is_not_shown_and_says_so(
    monkeypatch: pytest.MonkeyPatch, sent: Submission, officer: Client, headers: dict[str, str]
) -> None:
    monkeypatch.setattr(services, "NOTE", BROKEN)

    page = officer.get(address(sent), headers=headers)

    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "could not be noted" in page.content.decode()
    assert BIRD not in page.content.decode()
    assert not PageRead.objects.exists()


def test_the_page_is_shown_and_noted_once_notes_are_taken_again(
    monkeypatch: pytest.MonkeyPatch, sent: Submission, officer: Client
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(services, "NOTE", BROKEN)
        officer.get(address(sent))

    page = officer.get(address(sent))

    assert (page.status_code, BIRD in page.content.decode()) == (200, True)
    assert PageRead.objects.count() == 1


def test_an_answer_as_it_stood_is_noted_as_one_of_the_present(sent: Submission, officer: Client) -> None:
    page = officer.get(address(sent, as_of=now().isoformat())).content.decode()

    wanted = sent.reports.exclude(audience=Audience.OWN_STATE).values_list("obligation_id", flat=True)
    assert BIRD in page
    assert PageRead.objects.get().obligation_ids == sorted(wanted)
