"""Jobs whose worker or message was lost: found by their silence, given back to the queue, a limited number of times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from commitments.jobs import broker
from commitments.jobs.models import Job, JobState
from commitments.web.transactions import as_program

SILENT_FOR = timedelta(seconds=20)  # a running job beats every second
WAITING_FOR = timedelta(seconds=60)  # a waiting job may only be behind others
MOST_ATTEMPTS = 4


@dataclass(frozen=True)
class Resumed:
    """What was found, by what was done about it."""

    sent_again: int
    given_up: int


@as_program("recovery")
def resume_stuck(*, now: datetime) -> Resumed:
    """Give silent jobs back to the queue; running it twice at once does nothing twice."""
    sent_again = given_up = 0
    for job in _silent(now):
        if job.state == JobState.RUNNING and _ended(job, now):
            given_up += 1
            continue
        Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, heartbeat_at=now)
        broker.send_on_commit(job)
        sent_again += 1
    return Resumed(sent_again, given_up)


def _silent(now: datetime) -> list[Job]:
    silent = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=now - SILENT_FOR) | Job.objects.filter(
        state=JobState.QUEUED, heartbeat_at__lt=now - WAITING_FOR
    )
    return list(silent.order_by("pk").select_for_update(skip_locked=True))


def _ended(job: Job, now: datetime) -> bool:
    """Whether there is no point in trying again; then the row says how it ended."""
    if job.cancel_requested_at is not None:
        Job.objects.filter(pk=job.pk).update(state=JobState.CANCELLED, finished_at=now)
        return True
    if job.attempts < MOST_ATTEMPTS:
        return False
    with translation.override(job.language):
        error = _("The work was begun %(times)s times and stopped each time. Please tell the people who run this site.")
        Job.objects.filter(pk=job.pk).update(
            state=JobState.FAILED, finished_at=now, error=error % {"times": job.attempts}
        )
    return True
