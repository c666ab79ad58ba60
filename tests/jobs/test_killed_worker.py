"""A worker killed in the middle leaves no half file, and the job completes by itself; with real processes."""

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from commitments.jobs import recovery, services
from commitments.jobs.models import Job, JobState
from tests.conftest import Program, program_environment
from tests.factories.access import actor
from tests.jobs import slow_kind

WORKER = "celery -A tracker worker -c 1 --without-gossip --without-mingle --without-heartbeat -I tests.jobs.slow_kind"


@pytest.fixture
def start_worker_of_slow_lines(committed_db: str, settings: Any, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    programs: list[Program] = []

    def start() -> Program:
        environment = program_environment(committed_db, settings.MEDIA_ROOT)
        command = [*WORKER.split(), "-n", f"{uuid.uuid4()}@test"]
        programs.append(Program(command, environment, tmp_path / f"slow-{len(programs)}.log"))
        return programs[-1]

    yield start
    for program in programs:
        program.stop()


def wait_until(condition: Callable[[Job], bool], job: Job, worker: Program) -> None:
    for _tenth in range(300):
        job.refresh_from_db()
        if condition(job):
            return
        time.sleep(0.1)
    pytest.fail(f"the job is {job.state} at {job.done}:\n{worker.log.read_text()[-3000:]}")


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_job_whose_worker_is_killed_leaves_no_half_file_and_completes_by_itself(
    start_worker_of_slow_lines: Callable[[], Program], settings: Any
) -> None:
    first = start_worker_of_slow_lines()
    job = services.enqueue("slow_lines", by=actor(), now=timezone.now())
    wait_until(lambda row: row.done >= 3, job, first)
    assert job.words.endswith("of 30 lines")

    first.kill()
    second = start_worker_of_slow_lines()
    assert job.heartbeat_at is not None
    recovery.resume_stuck(now=job.heartbeat_at + recovery.SILENT_FOR + timedelta(seconds=5))
    wait_until(lambda row: row.state == JobState.DONE, job, second)

    media = Path(settings.MEDIA_ROOT)
    assert job.attempts == 2
    assert files_below(media) == [job.file_path]
    assert (media / job.file_path).read_text().split() == [str(number) for number in range(slow_kind.LINES)]


def test_a_job_that_is_cancelled_stops_in_the_worker(
    start_worker_of_slow_lines: Callable[[], Program], settings: Any
) -> None:
    worker, asker = start_worker_of_slow_lines(), actor()
    job = services.enqueue("slow_lines", by=asker, now=timezone.now())
    wait_until(lambda row: row.done >= 1, job, worker)

    services.cancel(job, by=asker, now=timezone.now())
    wait_until(lambda row: row.state == JobState.CANCELLED, job, worker)

    assert job.done < slow_kind.LINES
    assert files_below(Path(settings.MEDIA_ROOT)) == []
