"""Celery entry points of jobs: do one, take up what is stuck."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from commitments.jobs import recovery, runner


@shared_task
def run_job(*, job_id: int, **_: object) -> None:
    """One job, by the number of its row; delivered twice, it is done once."""
    runner.run(job_id)


@shared_task
def resume_stuck(**_: object) -> None:
    """By beat, every ten seconds."""
    recovery.resume_stuck(now=timezone.now())
