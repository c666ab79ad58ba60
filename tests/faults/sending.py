"""Sends one request and takes back what it did: the status, what was raised, what was left behind."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from tests.permissions.scene import Scene, scene

SERVER_ERROR, CLIENT_ERROR = 500, 400
MAY_BE_UNREADY = "/readyz"
NOT_OURS = {"django_session", "account_emailaddress", "commitments_download", "commitments_downloadevent"}
"""What any visit may write: the session, django-allauth's copy of a person's own address, notes of files that left."""
FORM = "application/x-www-form-urlencoded"


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


@dataclass
class Stage:
    """The scene, a signed-in client for each person, and the rows that stood before anything was sent."""

    scene: Scene
    clients: dict[str, Client]
    rows: dict[str, int]
    answered: Counter[int] = field(default_factory=Counter)

    def fault(
        self, who: str, method: str, address: str, body: bytes | str = b"", kind: str = FORM, **extra: Any
    ) -> str:
        """Send it, and take back all it did. Says what was wrong with the answer; nothing, if nothing was."""
        told = f"{who} {method} {address[:300]!r} {body[:300]!r} {kind} {extra}"
        client = self.clients[who]
        before = {name: morsel.value for name, morsel in client.cookies.items()}  # one form signs him out
        with quiet(), transaction.atomic():
            try:
                response = client.generic(method, address, body, content_type=kind, **extra)
                self.answered[response.status_code] += 1
                said = self._looked_at(response, address)
                for close in response._resource_closers:  # close() itself would end the test's connection
                    close()
            except Exception as raised:
                said = f"raised {type(raised).__name__}: {str(raised)[:300]}"
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(before)
        return f"{said} ← {told}" if said else ""

    def _looked_at(self, response: Any, address: str) -> str:
        if response.status_code >= SERVER_ERROR and not address.startswith(MAY_BE_UNREADY):
            return f"status {response.status_code}"
        if response.status_code >= CLIENT_ERROR and (now := row_counts()) != self.rows:
            changed = {table: f"{self.rows[table]} → {n}" for table, n in now.items() if n != self.rows[table]}
            return f"status {response.status_code}, yet left behind {changed}"
        return ""


def stage() -> Stage:
    """A scene with everybody signed in."""
    made = scene()
    clients = {}
    for who, user in made.people.items():
        clients[who] = Client()
        if user:
            clients[who].force_login(user)
    return Stage(made, clients, row_counts())


def query(pairs: list[tuple[str, str]]) -> str:
    """As a browser would write it."""
    return urlencode(pairs)
