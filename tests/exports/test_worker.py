"""A worker killed in the middle of a real export leaves no half file, and the export completes by itself."""

import csv
import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from commitments.exports.datasets import Dataset
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Format
from commitments.exports.services import request_export
from commitments.jobs import recovery
from commitments.jobs.models import Job, JobState
from tests.factories import submissions as make
from tests.factories.access import actor
from tests.waiting import wait_for

# More than a buffer: what the first attempt wrote is on the disk when it is killed.
LONG = "What was done, at length. " * 1000


def two_states_reply() -> None:
    of = make.cycle()
    for code in ("KEN", "THA"):
        make.sent(code, of=of, narrative=f"{code}: {LONG}")


def ask_for_records() -> Job:
    """An officer asks for all answers as CSV."""
    return request_export(
        dataset=Dataset.ANSWERS, form=Format.CSV, own=False, narrowed=RecordFilter(), request_id=None,
        by=actor("officer"), now=timezone.now(),
    )  # fmt: skip


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def states_in(path: Path) -> list[str]:
    records = path.read_bytes().decode("utf-8-sig").split("\r\n\r\n")[0]
    return [row["What was done"][:3] for row in csv.DictReader(io.StringIO(records, newline=""))]


def test_an_export_whose_worker_is_killed_leaves_no_half_file_and_completes_by_itself(
    start_worker: Any, settings: Any
) -> None:
    two_states_reply()
    media, job = Path(settings.MEDIA_ROOT), ask_for_records()
    first = start_worker("tests.exports.held_rows")
    half = wait_for(lambda: [path for path in (media / "jobs/work").rglob("*.csv") if path.stat().st_size > 8000])

    first.kill()
    job.refresh_from_db()
    assert (job.state, job.has_file) == (JobState.RUNNING, False)
    assert half[0].stat().st_size < 2 * len(LONG)

    start_worker()
    recovery.resume_stuck(now=timezone.now() + recovery.SILENT_FOR + timedelta(seconds=5))
    wait_for(lambda: Job.objects.filter(pk=job.pk, state=JobState.DONE).exists())

    job.refresh_from_db()
    whole = media / job.file_path
    assert job.attempts == 2
    assert [path for path in files_below(media) if path.startswith("jobs/")] == [job.file_path]
    assert states_in(whole) == ["KEN", "THA"]
    assert hashlib.sha256(whole.read_bytes()).hexdigest() == job.file_sha256
