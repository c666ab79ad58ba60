"""Doing a job: the file is there whole or not at all, and the row says in a sentence how it ended."""

import errno
import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from commitments.jobs import recovery, results, runner, services
from commitments.jobs.models import Job, JobState
from commitments.jobs.progress import Progress
from commitments.jobs.refusals import WorkFailed
from commitments.jobs.registry import _KINDS, Kind, ResultFile
from tests.factories.jobs import NOON, job

pytestmark = pytest.mark.django_db
KIND = "work_of_a_test"


class InOneConnection(Progress):
    """Tests share one open transaction, which a second connection cannot see: so each call writes at once."""

    def __call__(self, done: int, total: int | None = None, words: str = "") -> None:
        self.done, self.total, self.words = done, total if total is not None else self.total, words
        self.beat(connection)
        self.check()

    def __enter__(self) -> "InOneConnection":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def work() -> Iterator[Callable[[Any], None]]:
    """Says what the kind of these tests does."""

    def does(function: Any) -> None:
        _KINDS[KIND] = Kind(KIND, "Test", function)

    yield does
    _KINDS.pop(KIND, None)


def run(waiting: Job) -> Job:
    runner.run(waiting.pk, follow=InOneConnection)
    waiting.refresh_from_db()
    return waiting


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def writes_three_lines(job: Job, progress: Progress) -> ResultFile:
    path = progress.directory / "records.csv"
    with path.open("w") as stream:
        for number in range(3):
            stream.write(f"{number}\n")
            progress(number + 1, 3, f"line {number + 1}")
    return ResultFile(path, "records of Thailand.csv")


def test_a_job_ends_with_its_file_whole_and_nothing_beside_it(work: Any, media: Path) -> None:
    work(writes_three_lines)

    done = run(job(kind=KIND))

    assert (done.state, done.done, done.total, done.words) == (JobState.DONE, 3, 3, "line 3")
    assert done.file_name == "records of Thailand.csv"
    assert done.file_sha256 == hashlib.sha256(b"0\n1\n2\n").hexdigest()
    assert done.file_size == 6
    assert done.has_file
    assert files_in(media) == [done.file_path]
    assert list((media / "jobs/work").iterdir()) == []


def test_a_job_delivered_twice_is_done_once(work: Any) -> None:
    times: list[int] = []

    def counts(job: Job, progress: Progress) -> None:
        times.append(job.attempts)

    work(counts)

    waiting = job(kind=KIND)
    run(waiting)
    run(waiting)

    assert times == [1]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (WorkFailed("There are no answers in this filter."), "There are no answers in this filter."),
        (OSError(errno.ENOSPC, "full"), "There is no room left"),
        (ValueError("secret detail"), "Please quote this number"),
    ],
)
def test_a_failure_is_a_sentence_and_leaves_no_file(work: Any, media: Path, failure: Exception, sentence: str) -> None:
    def fails(job: Job, progress: Progress) -> ResultFile:
        (progress.directory / "half").write_text("half")
        raise failure

    work(fails)

    failed = run(job(kind=KIND))

    assert failed.state == JobState.FAILED
    assert sentence in failed.error
    assert "secret" not in failed.error
    assert files_in(media) == []


def test_a_kind_nobody_knows_fails_in_a_sentence() -> None:
    assert "does not know" in run(job(kind="from_the_future")).error


def test_a_job_that_is_cancelled_while_it_runs_stops_at_the_next_progress(work: Any, media: Path) -> None:
    def is_cancelled(job: Job, progress: Progress) -> ResultFile:
        (progress.directory / "half").write_text("half")
        services.cancel(job, by=_Owner(job.owner_id), now=NOON)
        progress(1, 2)
        raise AssertionError

    work(is_cancelled)

    cancelled = run(job(kind=KIND))

    assert cancelled.state == JobState.CANCELLED
    assert files_in(media) == []


class _Owner:
    def __init__(self, user_id: int) -> None:
        self.user_id = user_id


def test_a_worker_whose_job_was_given_to_another_stops_without_a_trace(work: Any, media: Path) -> None:
    def is_given_up(job: Job, progress: Progress) -> ResultFile:
        Job.objects.filter(pk=job.pk).update(attempts=2)
        return writes_three_lines(job, progress)

    work(is_given_up)

    other = run(job(kind=KIND))

    assert (other.state, other.attempts) == (JobState.RUNNING, 2)
    assert files_in(media) == []


def test_a_database_that_goes_away_leaves_the_job_to_be_taken_up_again(work: Any, media: Path) -> None:
    def loses_the_database(job: Job, progress: Progress) -> ResultFile:
        raise OperationalError

    work(loses_the_database)
    left = run(job(kind=KIND))
    assert left.state == JobState.RUNNING

    recovery.resume_stuck(now=_later(left))
    work(writes_three_lines)
    done = run(left)

    assert (done.state, done.attempts) == (JobState.DONE, 2)
    assert files_in(media) == [done.file_path]


def _later(stuck: Job) -> Any:
    assert stuck.heartbeat_at is not None
    return stuck.heartbeat_at + recovery.SILENT_FOR + timedelta(seconds=1)


def test_the_second_attempt_takes_away_what_the_first_left_behind(work: Any, media: Path) -> None:
    waiting = job(attempts=1, kind=KIND)
    left = results.directory() / "work" / f"{waiting.public_id}-1"
    left.mkdir(parents=True)
    (left / "half.csv").write_text("half")
    (results.directory() / f"{waiting.public_id}-1.csv").write_text("renamed, then killed")
    work(writes_three_lines)

    done = run(waiting)

    assert files_in(media) == [done.file_path]


def test_old_files_go_and_their_rows_say_so(work: Any, media: Path) -> None:
    work(writes_three_lines)
    done = run(job(kind=KIND))
    assert done.finished_at is not None

    results.remove_old_files(now=done.finished_at + results.KEPT_FOR + timedelta(days=1))

    done.refresh_from_db()
    assert files_in(media) == []
    assert not done.has_file
    assert done.file_sha256
