"""Two pages for machines: is the process alive, and is everything it needs there."""

from collections.abc import Callable

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from kombu.exceptions import OperationalError

from commitments.access.guards import public
from tracker.celery import app

WAIT_SECONDS = 1.0


@public
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"process": "ok"})


@public
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, broker, migrations, worker: 200 when each is well, 503 with the name of what is not."""
    found = {name: "ok" if check() else "not available" for name, check in CHECKS.items()}
    well = all(state == "ok" for state in found.values())
    return JsonResponse(found, status=200 if well else 503)


def database_answers() -> bool:
    """The runtime role can ask the database something."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    """The tables are those that this code expects."""
    try:
        with transaction.atomic():
            executor = MigrationExecutor(connection)
            return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def broker_answers() -> bool:
    """A task could be handed over now."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=WAIT_SECONDS)
    except (OperationalError, OSError):
        return False
    return True


def a_worker_answers() -> bool:
    """At least one worker listens on our queue's broker."""
    try:
        return bool(app.control.broadcast("ping", reply=True, limit=1, timeout=WAIT_SECONDS))
    except (OperationalError, OSError):
        return False


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "broker": broker_answers,
    "migrations": migrations_are_applied,
    "worker": a_worker_answers,
}
