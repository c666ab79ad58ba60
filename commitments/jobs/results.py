"""Files that jobs make: written in a directory of their own attempt, moved to their place whole, taken away later."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from commitments.jobs.models import Job, JobQuerySet, JobState
from commitments.jobs.registry import ResultFile
from commitments.jobs.services import KeptFile
from commitments.web.transactions import as_program

KEPT_FOR = timedelta(days=30)
BLOCK = 1 << 20


def directory() -> Path:
    return Path(settings.MEDIA_ROOT) / "jobs"


def path_of(job: Job) -> Path:
    """Where the file of a finished job is."""
    return Path(settings.MEDIA_ROOT) / job.file_path


def make_workspace(job: Job) -> Path:
    """An empty directory for this attempt; what earlier attempts left goes."""
    remove_everything(job)
    workspace = directory() / "work" / f"{job.public_id}-{job.attempts}"
    workspace.mkdir(parents=True)
    return workspace


def keep(job: Job, result: ResultFile) -> KeptFile:
    """Move the whole file to its place: on disk first, then under its name, so that there is never half of one."""
    size, sha256 = _write_through(result.path)
    name = f"{job.public_id}-{job.attempts}{result.path.suffix}"
    os.replace(result.path, directory() / name)
    _sync_directory(directory())
    return KeptFile(path=f"jobs/{name}", name=result.name, size=size, sha256=sha256)


def remove_workspace(job: Job) -> None:
    shutil.rmtree(directory() / "work" / f"{job.public_id}-{job.attempts}", ignore_errors=True)


def remove_everything(job: Job) -> None:
    """All that any attempt of this job left behind."""
    for left in (directory() / "work").glob(f"{job.public_id}-*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in directory().glob(f"{job.public_id}-*"):
        left.unlink(missing_ok=True)


@as_program("counting what is due")
def count_old_files(*, now: datetime) -> int:
    """How many files are past their time."""
    return _kept(_old(now)).count()


@as_program("clearing")
def remove_old_files(*, now: datetime) -> int:
    """Take away files past their time; the row stays and says so. Returns how many went."""
    return expire(_old(now), now=now)


def expire(jobs: JobQuerySet, *, now: datetime) -> int:
    """Take away the files of these jobs, as far as there are any; returns how many went."""
    kept = list(_kept(jobs))
    for job in kept:
        with suppress(FileNotFoundError):
            path_of(job).unlink()
        Job.objects.filter(pk=job.pk).update(file_expired_at=now)
    return len(kept)


@as_program("restore")
def forget_files(*, now: datetime) -> int:
    """After a restore: results are in no backup, so each job says that its file is gone. Returns how many did."""
    return _kept(Job.objects.all()).update(file_expired_at=now)


def _old(now: datetime) -> JobQuerySet:
    return Job.objects.filter(finished_at__lt=now - KEPT_FOR)


def _kept(jobs: JobQuerySet) -> JobQuerySet:
    """Those of these jobs whose file is here."""
    return jobs.filter(state=JobState.DONE, file_expired_at__isnull=True).exclude(file_path="")


def _write_through(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
        os.fsync(file.fileno())
        return file.tell(), digest.hexdigest()


def _sync_directory(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
