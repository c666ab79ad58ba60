"""How far the work is: told by the work in memory, written every second by a thread of its own.

The work may sit in one long transaction; what it tells must be seen while it runs. So the row is written over a
second connection, which also keeps the heartbeat and hears the wish to cancel.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from commitments.jobs.models import Job
from commitments.jobs.refusals import Cancelled, Stopped, TakenOver
from commitments.web.transactions import carry, program_named

log = logging.getLogger(__name__)
INTERVAL = 1.0
_BEAT = """
    UPDATE commitments_job SET heartbeat_at = clock_timestamp(), done = %s, total = %s, words = %s
    WHERE id = %s AND attempts = %s AND state = 'running'
    RETURNING cancel_requested_at IS NOT NULL
"""


class Progress:
    """Called by the work as `progress(done, total, words)`; raises when the work must not go on."""

    def __init__(self, job: Job, directory: Path, *, interval: float = INTERVAL) -> None:
        self.directory = directory
        self.done = 0
        self.total: int | None = None
        self.words = ""
        self._job, self._interval = job, interval
        self._reason: type[Stopped] | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, name=f"job-{job.pk}", daemon=True)

    def __call__(self, done: int, total: int | None = None, words: str = "") -> None:
        """Say how far the work is. Raises Cancelled or TakenOver."""
        self.done = done
        self.total = total if total is not None else self.total
        self.words = words or self.words
        self.check()

    def check(self) -> None:
        """Raises when the work must not go on; for long stretches that have nothing to count."""
        if self._reason is not None:
            raise self._reason

    def beat(self, database: BaseDatabaseWrapper) -> None:
        """Write the row once and hear what it says."""
        counted = (self.done, self.total, self.words[:200], self._job.pk, self._job.attempts)
        with database.cursor() as cursor:
            carry(cursor, program_named("worker"))
            cursor.execute(_BEAT, counted)
            row = cursor.fetchone()
        if row is None:
            self._reason = TakenOver
        elif row[0]:
            self._reason = Cancelled

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=10)

    def _keep_beating(self) -> None:
        """Until the work ends; a database that is away for a moment is tried again at the next beat."""
        own = connection.copy()
        try:
            while not self._ended.wait(self._interval):
                try:
                    own.set_autocommit(False)  # who acts and what he writes are one transaction
                    self.beat(own)
                    own.commit()
                except Error as failure:
                    log.warning("The heartbeat of job %s was not written: %s", self._job.pk, failure)
                    with suppress(Error):
                        own.close()
        finally:
            own.close()
