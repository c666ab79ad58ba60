"""/healthz says that the process lives, /readyz what is missing."""

import pytest
from django.db import DatabaseError

from tracker import health


@pytest.mark.django_db
def test_readyz_names_a_missing_worker(client):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "ok", "migrations": "ok", "worker": "not available"}


def test_readyz_is_well_with_a_worker(client, celery_worker_process):
    answer = client.get("/readyz")

    assert (answer.status_code, set(answer.json().values())) == (200, {"ok"})


@pytest.mark.django_db
def test_readyz_names_a_missing_broker(client, monkeypatch):
    monkeypatch.setattr(health.app.conf, "broker_write_url", "redis+socket:///nonexistent/redis.sock")

    assert client.get("/readyz").json()["broker"] == "not available"


@pytest.mark.django_db
def test_readyz_names_a_database_that_does_not_answer(client, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(health.connection, "cursor", fail)

    assert not health.database_answers()
    assert not health.migrations_are_applied()


def test_healthz_answers_without_the_database(client):
    """No database is allowed in this test: a query would fail it."""
    assert client.get("/healthz").json() == {"process": "ok"}
