"""Sends one request and takes back what it did: the status, what was wrong with the answer, what was left behind."""

import gzip
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.permissions.scene import Scene, scene

SERVER_ERROR, UNAVAILABLE, UNPROCESSABLE, CLIENT_ERROR = 500, 503, 422, 400
NOT_OURS = {
    "django_session", "account_emailaddress", "commitments_download", "commitments_downloadevent", "commitments_pageread",
}  # fmt: skip
"""What any visit may write: the session, django-allauth's copy of a person's own address, notes of files that left."""
FORM = "application/x-www-form-urlencoded"
TRACES = ("Traceback (most recent call last)", "DJANGO_SETTINGS_MODULE", "psycopg.errors")


def row_counts() -> dict[str, int]:
    """How many rows each table holds, history and outbox included; sessions not, nor notes of files that left."""
    there = set(connection.introspection.table_names()) - NOT_OURS
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} & there
    one_by_one = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(one_by_one)
        return dict(cursor.fetchall())


@contextmanager
def quiet() -> Iterator[None]:
    """Refusals by the thousand are not logged one by one."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


class Heard(logging.Handler):
    """Exceptions that were logged and not raised."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was raised; other errors are words of the program, and a refused host is Django's own refusal."""
        if record.exc_info and record.exc_info[1] and not record.name.startswith("django.security"):
            self.said.append(f"{type(record.exc_info[1]).__name__}: {str(record.exc_info[1])[:300]}")


@contextmanager
def heard() -> Iterator[Heard]:
    """Only exceptions are listened to, and nothing is printed."""
    ear, before, disabled = Heard(), logging.root.handlers, logging.root.manager.disable
    logging.root.handlers = [ear]
    logging.disable(logging.WARNING)
    try:
        yield ear
    finally:
        logging.root.handlers = before
        logging.disable(disabled)


@dataclass(frozen=True)
class Answer:
    """What came back; the status is 0 where the program raised."""

    status: int
    wrong: str
    seconds: float


def page_of(response: Any) -> str:
    """All that is sent, streamed or not; what writes it is ended without ending the test's connection."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:
        close()
    if response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return str(body[:200_000].decode(errors="replace"))


def helps(response: Any, page: str) -> bool:
    """A whole page of ours; a part of one that htmx swaps; a sentence for a program that asks."""
    if response.request["REQUEST_METHOD"] == "HEAD":
        return True
    if response.get("Content-Type", "").startswith("text/html") and "HTTP_HX_REQUEST" not in response.request:
        return "<main" in page
    return bool(page.strip())


def _keeps_the_good(response: Any) -> bool:
    """A good file among bad ones is kept, and the form comes back for the bad ones alone."""
    return response.request["PATH_INFO"] == reverse("evidence:new") and response.status_code == UNPROCESSABLE


@dataclass
class Stage:
    """The scene, a signed-in client for each person, and the rows that stood before anything was sent."""

    scene: Scene
    clients: dict[str, Client]
    rows: dict[str, int]

    def sign_in(self) -> None:
        """Everybody, just now: after some minutes a sign-in is too old for what has to be safe."""
        for who, user in self.scene.people.items():
            self.clients[who] = Client()
            if user:
                self.clients[who].force_login(user)
        self.rows = row_counts()

    def answer(
        self, who: str, method: str, address: str, body: bytes | str = b"", kind: str = FORM, **extra: Any
    ) -> Answer:
        """Send it, and take back all it did."""
        client, begun = self.clients[who], time.perf_counter()
        before = {name: morsel.value for name, morsel in client.cookies.items()}  # one form signs him out
        with heard() as ear, transaction.atomic():
            try:
                response: Any = client.generic(method, address, body, content_type=kind, **extra)
                page = page_of(response)
                took, status = time.perf_counter() - begun, response.status_code
                wrong = self._looked_at(response, page, ear)
            except Exception as raised:
                took, status = time.perf_counter() - begun, 0
                wrong = f"raised {type(raised).__name__}: {str(raised)[:300]}"
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(before)
        return Answer(status, wrong, took)

    def _looked_at(self, response: Any, page: str, ear: Heard) -> str:
        status = response.status_code
        if status >= SERVER_ERROR and status != UNAVAILABLE:
            return f"status {status}"
        if status != UNAVAILABLE and ear.said:
            return f"status {status}, and logged {ear.said[0]}"
        if found := [trace for trace in TRACES if trace in page]:
            return f"shows a trace: {found[0]}"
        if status < CLIENT_ERROR:
            return ""
        if not helps(response, page):
            return f"status {status} without a page of ours"
        return "" if _keeps_the_good(response) else self._left_behind(status)

    def _left_behind(self, status: int) -> str:
        if (now := row_counts()) == self.rows:
            return ""
        changed = {table: f"{self.rows[table]} → {n}" for table, n in now.items() if n != self.rows[table]}
        return f"status {status}, yet left behind {changed}"


def stage() -> Stage:
    """A scene with everybody signed in."""
    made = Stage(scene(), {}, {})
    made.sign_in()
    return made


def query(pairs: list[tuple[str, str]]) -> str:
    """As a browser would write it."""
    return urlencode(pairs)
