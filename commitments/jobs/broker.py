"""The only place that gives work to the broker; when the broker is away, beat sends it again."""

from __future__ import annotations

from celery import current_app
from django.db import transaction

from commitments.jobs.models import Job

RUN_JOB = "commitments.jobs.tasks.run_job"


def send_on_commit(job: Job) -> None:
    """After the row is there for others; a broker that does not answer is logged and never undoes the request."""
    transaction.on_commit(lambda: _send(job.pk), robust=True)


def after_commit(task: str) -> None:
    """Have a worker do a task that finds its work itself, once what it works on is there for others; logged alike."""
    transaction.on_commit(lambda: _tell(task), robust=True)


def _send(job_id: int) -> None:
    _tell(RUN_JOB, job_id=job_id)


def _tell(task: str, **given: int) -> None:
    current_app.send_task(task, kwargs=given, retry=False)
