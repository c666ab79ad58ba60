"""What happens to a job's row: asked, started, finished, failed, cancelled. Each step is taken once, by one worker."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F

from commitments.jobs import broker
from commitments.jobs.models import ACTIVE, Job, JobQuerySet, JobState, SignedIn
from commitments.jobs.refusals import AlreadyEnded, NotSignedIn, NotYours, TakenOver, TooManyJobs
from commitments.jobs.registry import kind_of
from commitments.web.language import reading_language
from commitments.web.transactions import as_program

MOST_ACTIVE = 5
WORKER = "worker"


@dataclass(frozen=True)
class KeptFile:
    """A finished file at its last place, below MEDIA_ROOT."""

    path: str
    name: str
    size: int
    sha256: str


class Reached(Protocol):
    """How far the work came."""

    done: int
    total: int | None
    words: str


@transaction.atomic
def enqueue(
    kind: str,
    *,
    by: SignedIn,
    now: datetime,
    parameters: dict[str, Any] | None = None,
    made_for: str = "",
    request_id: uuid.UUID | None = None,
) -> Job:
    """Ask for work; the same request again gives the same job. Refuses with NotSignedIn and TooManyJobs."""
    kind_of(kind)
    if by.user_id is None:
        raise NotSignedIn
    asked = request_id or uuid.uuid4()
    known = Job.objects.visible_to(by).filter(request_id=asked).first()
    if known is not None:
        return known
    if Job.objects.visible_to(by).active().count() >= MOST_ACTIVE:
        raise TooManyJobs
    row = {"kind": kind, "parameters": parameters or {}, "made_for": made_for, "language": reading_language()}
    job, created = Job.objects.get_or_create(
        owner_id=by.user_id, request_id=asked, defaults=row | {"created_at": now, "heartbeat_at": now}
    )
    if created:
        broker.send_on_commit(job)
    return job


@as_program(WORKER)
def start(job_id: int, *, now: datetime) -> Job | None:
    """Take a waiting job for this worker; None when there is nothing to take, as when it is delivered twice."""
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        done=0,
        total=None,
        words="",
    )
    return Job.objects.get(pk=job_id) if taken else None


@as_program(WORKER)
def finish(job: Job, *, now: datetime, file: KeptFile | None, reached: Reached) -> None:
    """The work is done and its file is in its place. Refuses with TakenOver when the row is no longer this worker's."""
    ended: dict[str, Any] = {"state": JobState.DONE, "finished_at": now, "heartbeat_at": now}
    if file is not None:
        ended |= {"file_path": file.path, "file_name": file.name, "file_size": file.size, "file_sha256": file.sha256}
    if not _mine(job).update(**ended, done=reached.done, total=reached.total, words=reached.words[:200]):
        raise TakenOver


@as_program(WORKER)
def fail(job: Job, *, now: datetime, error: str) -> None:
    """The work cannot be done; the sentence says why. A row that is no longer this worker's stays as it is."""
    _mine(job).update(state=JobState.FAILED, finished_at=now, heartbeat_at=now, error=error)


@as_program(WORKER)
def stop(job: Job, *, now: datetime) -> None:
    """The worker has seen the wish to cancel and let go."""
    _mine(job).update(state=JobState.CANCELLED, finished_at=now, heartbeat_at=now)


@transaction.atomic
def cancel(job: Job, *, by: SignedIn, now: datetime) -> None:
    """End a waiting job at once and ask a running one to stop. Refuses with NotYours and AlreadyEnded."""
    if by.user_id is None or by.user_id != job.owner_id:
        raise NotYours
    row = Job.objects.select_for_update().get(pk=job.pk)
    if row.state not in ACTIVE:
        raise AlreadyEnded
    row.cancel_requested_at = row.cancel_requested_at or now
    if row.state == JobState.QUEUED:
        row.state, row.finished_at = JobState.CANCELLED, now
    row.save(update_fields=["cancel_requested_at", "state", "finished_at"])
    job.refresh_from_db()


def _mine(job: Job) -> JobQuerySet:
    """The row, if it still runs under the attempt that this worker began."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
