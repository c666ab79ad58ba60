"""The only place that tells the worker of a removal; when the broker is away, beat does."""

from celery import current_app
from django.db import transaction

FINISH = "commitments.removal.tasks.finish_removals"


def finish_on_commit() -> None:
    """After the content has gone from the database: its files, exports, and the line outside."""
    transaction.on_commit(lambda: current_app.send_task(FINISH, retry=False), robust=True)
