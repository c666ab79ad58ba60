"""What is answered when a session cannot be saved: the truth about why."""

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from commitments.access.session_store import SessionStore
from tests.factories.access import person

pytestmark = pytest.mark.django_db


def signed_in() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person("focal_point", "THA"))
    return client


def link() -> dict[str, str]:
    return {"kind": "legislation", "language": "en", "title": "Law", "url": "https://www.example.org/law",
            "request_id": "7f0f3c0e-3a43-4d3c-9d2a-0b6f5a0c7f11"}  # fmt: skip


def test_a_database_that_goes_away_while_the_session_is_saved_is_an_error_of_ours(monkeypatch):
    def away(*_, **__):
        raise OperationalError("the connection is lost")

    client = signed_in()
    monkeypatch.setattr(Session, "save", away)

    assert client.post("/desk/evidence/new/?as=link", link()).status_code == 500


def test_a_session_that_was_ended_meanwhile_is_still_no_error_of_ours(monkeypatch):
    client = signed_in()
    saved = db.SessionStore.save

    def ended(store, must_create=False):
        Session.objects.all().delete()
        saved(store, must_create)

    monkeypatch.setattr(db.SessionStore, "save", ended)

    assert client.post("/desk/evidence/new/?as=link", link()).status_code == 400
    assert SessionStore().model is Session
