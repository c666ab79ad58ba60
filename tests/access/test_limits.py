"""A page does not keep the database at work without end: it is cut off and says so; a job, and maintenance, are not."""

import threading
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.db import OperationalError, connection, connections
from django.test import Client

from commitments.access.acting import acting
from commitments.search import queries as search
from commitments.web import limits
from commitments.web.transactions import as_program
from tests.factories.access import actor, person

pytestmark = pytest.mark.usefixtures("committed_db")
SHORT, PAUSING = limits.Limits("100ms", "100ms", "1min"), limits.Limits("1min", "1min", "100ms")
SLOW = "SELECT '', '', '', '', '', '', '' FROM pg_sleep(60) WHERE %s <> ''"
INSIDE = ("Traceback", "psycopg", "canceling", "statement timeout", "pg_sleep")
ASKED = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "of_a_page", lambda: SHORT)


@pytest.fixture
def slow_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SEARCH", SLOW)


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(person("officer"))
    return client


@pytest.fixture
def locked() -> Iterator[None]:
    """Somebody has the answers locked, and does not let go."""
    owner = connections[configured.OWNER_DATABASE].copy()
    owner.set_autocommit(False)
    with owner.cursor() as cursor:
        cursor.execute("LOCK TABLE commitments_obligationreport IN ACCESS EXCLUSIVE MODE")
    yield
    owner.rollback()
    owner.close()


def said(alias: str = "default") -> tuple[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(ASKED)
        statement, lock = cursor.fetchone()
    return statement, lock


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "found"}, {"Accept": "application/json"}])
def test_a_page_whose_statement_takes_too_long_is_cut_off_and_says_what_to_do(
    short: None, slow_search: None, officer: Client, headers: dict[str, str]
) -> None:
    page = officer.get("/search/?q=act", headers=headers)

    words = page.content.decode()
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "narrow the filter" in words
    assert [inside for inside in INSIDE if inside in words] == []


def test_a_page_that_waits_too_long_for_a_lock_is_cut_off(short: None, locked: None, officer: Client) -> None:
    page = officer.get("/search/?q=act")

    assert (page.status_code, page["Retry-After"]) == (503, "30")


def test_a_page_that_pauses_too_long_in_its_transaction_is_cut_off_and_the_next_one_answers(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_a_pause(query: str) -> list[search.Section]:
        threading.Event().wait(0.5)
        return found(query)

    found = search.search
    with monkeypatch.context() as pausing:
        pausing.setattr(limits, "of_a_page", lambda: PAUSING)
        pausing.setattr("commitments.search.views.search_for", after_a_pause)
        paused = officer.get("/search/?q=act")

    assert paused.status_code == 503
    assert officer.get("/search/?q=act").status_code == 200


def test_after_a_page_was_cut_off_the_next_one_answers(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as slow:
        slow.setattr(limits, "of_a_page", lambda: SHORT)
        slow.setattr(search, "SEARCH", SLOW)
        officer.get("/search/?q=act")

    assert officer.get("/search/?q=act").status_code == 200


def test_a_job_is_given_long_and_a_connection_keeps_no_limit_of_its_transaction() -> None:
    with acting(actor("officer")):
        in_a_job = said()
    with as_program("test"):
        of_the_program = said()

    assert (in_a_job, of_the_program) == (("4h", "5min"), ("4h", "5min"))
    assert said() == ("0", "0")


def test_work_inside_a_page_keeps_to_the_limits_of_the_page() -> None:
    with limits.within(limits.of_a_page()), acting(actor("officer")):
        with as_program("test"):
            inside = said()
        after = said()

    assert (inside, after) == (("15s", "10s"), ("15s", "10s"))


@pytest.mark.parametrize("alias", ["owner", "maintenance"])
def test_migrations_backups_and_recounts_have_no_limit(alias: str) -> None:
    with limits.within(SHORT):
        assert said(alias) == ("0", "0")


def test_a_statement_of_the_work_outside_a_page_raises_as_it_did() -> None:
    with (
        pytest.raises(OperationalError),
        limits.within(SHORT),
        as_program("test"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(60)")
