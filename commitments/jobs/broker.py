"""The only place that gives a job to the broker; when the broker is away, beat sends it again."""

from __future__ import annotations

from celery import current_app
from django.db import transaction

from commitments.jobs.models import Job

RUN_JOB = "commitments.jobs.tasks.run_job"


def send_on_commit(job: Job) -> None:
    """After the row is there for others; a broker that does not answer is logged and never undoes the request."""
    transaction.on_commit(lambda: _send(job.pk), robust=True)


def _send(job_id: int) -> None:
    current_app.send_task(RUN_JOB, kwargs={"job_id": job_id}, retry=False)
