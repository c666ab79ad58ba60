"""Inside the worker: the steps of each task are counted, and somebody hears of events."""

from typing import Any

from celery.signals import task_postrun, task_prerun, worker_process_init
from django.db import connection, transaction

from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.history.outbox import receives
from tests.breaking.steps import STEPS, count_steps


@worker_process_init.connect(weak=False)
def _is_born(**_: Any) -> None:
    count_steps()


@task_prerun.connect(weak=False)
def _begins(task_id: str, **_: Any) -> None:
    STEPS.begin(task_id)


@task_postrun.connect(weak=False)
def _ended(state: str, **_: Any) -> None:
    STEPS.end(state)


@receives(EventName.ACTION_WITHDRAWN)
def hear(event: Event) -> None:
    """Somebody who hears: each event once, whatever dies."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO heard (event_id) VALUES (%s)", [event.pk])
