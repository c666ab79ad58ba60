"""Error pages are ours: they help, keep the way back, and tell nothing of the inside."""

from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client, RequestFactory
from django.views import defaults

from commitments.dashboards.queries import overview
from tests.factories.access import person

pytestmark = pytest.mark.django_db

INSIDE = (
    "Traceback",
    "File &quot;",
    "/commitments/",
    "Exception",
    "DEBUG",
    "django/",
    "psycopg",
    "the secret of the inside",
)


def signed_in(role: str = "focal_point", code: str | None = "THA") -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person(role, code))
    return client


def assert_ours(answer: Any, status: int, *words: str) -> None:
    """A whole page of ours with a way on, and nothing of the inside."""
    page = answer.content.decode()
    assert answer.status_code == status
    assert "<main" in page
    assert '<a href="/' in page
    assert [inside for inside in INSIDE if inside in page] == []
    assert [each for each in words if each not in page] == []


def test_page_that_does_not_exist_is_ours_and_helps():
    assert_ours(Client().get("/no/such/page/"), 404, "404")


def test_record_that_does_not_exist_is_ours_and_helps():
    assert_ours(Client().get("/states/ZZZ/"), 404, "404")


def test_page_that_is_refused_says_who_is_signed_in():
    client = signed_in()

    assert_ours(client.get("/dashboard/"), 403, "403", "Person")


def test_form_without_its_token_says_what_to_do():
    client = Client(enforce_csrf_checks=True)

    assert_ours(client.post("/accounts/login/", {"login": "a@example.org", "password": "b"}), 403, "typed")


def test_request_that_cannot_be_read_is_ours_and_helps():
    answer = signed_in().post("/desk/actions/new/", b"a=b&" * 6000, content_type="application/x-www-form-urlencoded")

    assert_ours(answer, 400, "400")


def test_the_address_of_a_button_opened_as_a_page_is_ours_and_helps():
    answer = signed_in().get("/desk/actions/suggestions/")

    assert_ours(answer, 405, "405", "Go back")
    assert answer["Allow"] == "POST"


def test_a_program_that_asks_in_the_wrong_way_is_told_in_its_own_format():
    answer = signed_in().get("/desk/actions/suggestions/", headers={"accept": "application/json"})

    assert answer.status_code == 405
    assert answer.json()["detail"]
    assert answer["Allow"] == "POST"


def test_failure_of_the_program_is_ours_and_tells_nothing(monkeypatch, settings):
    settings.DEBUG = False

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the secret of the inside")

    monkeypatch.setattr(overview, "overview", fail)

    assert_ours(signed_in().get("/"), 500, "500", "undone")


def test_failure_while_the_page_is_drawn_is_ours_too(monkeypatch):
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("the secret of the inside")

    monkeypatch.setattr(overview, "overview", lambda *_: Broken())

    assert_ours(signed_in().get("/"), 500, "500")


def test_failure_page_stands_without_a_database_or_a_signed_in_person():
    answer = defaults.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert b"<main" in answer.content


@pytest.mark.parametrize("host", ["evil.example.org", "testserver\u202e", "a b", "x" * 300, "[::1"])
@pytest.mark.parametrize("address", ["/", "/no/such/page/", "/accounts/login/", "/obligations/D17/"])
def test_request_for_another_host_is_refused_with_a_page(address, host):
    answer = Client(raise_request_exception=False).get(address, HTTP_HOST=host)

    assert answer.status_code == 400
    assert b"Traceback" not in answer.content


def test_failure_of_the_database_is_a_page_and_tells_nothing(monkeypatch):
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("the secret of the inside: connection to server at 10.0.0.1 failed")

    client = signed_in()
    monkeypatch.setattr(CursorWrapper, "execute", gone)

    answer = client.get("/")

    monkeypatch.undo()
    assert answer.status_code == 500
    assert b"10.0.0.1" not in answer.content
    assert b"<main" in answer.content
