"""Ctrl-C in the middle of an export, and a broker that dies with all it held: the export completes by itself."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from django.utils import timezone

from commitments.jobs import broker, recovery
from commitments.jobs.models import Job, JobState
from tests.conftest import SERVICES, Program, program_environment
from tests.exports.test_worker import ask_for_records, files_below, states_in, two_states_reply
from tests.waiting import wait_for
from tests.wiring.test_supervisor import free_port
from tracker.celery import app
from tracker.embedded.layout import OWNER, Layout
from tracker.embedded.remains import working_in

WHOLE = "tests.wiring.whole"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "var")


@pytest.fixture
def make_run(committed_db: str, settings: Any, layout: Layout, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    """`make run` on this test's clone, with a broker, worker and beat of its own."""
    environment = program_environment(committed_db, settings.MEDIA_ROOT) | {"VAR_DIR": str(layout.var)}
    environment |= {"CELERY_BROKER_URL": "", "CACHE_URL": "", "PORT": str(free_port())}
    environment["WORKER_CONCURRENCY"] = "1"
    running: list[Program] = []

    def start() -> Program:
        running.append(Program(WHOLE.split(), environment, tmp_path / f"run-{len(running)}.log"))
        wait_for(lambda: "Ctrl-C stops everything" in running[-1].log.read_text())
        return running[-1]

    yield start
    for program in running:
        program.stop()


@pytest.fixture
def held(committed_db: str) -> Iterator["psycopg.Connection[Any]"]:
    """While this transaction lasts, an export gets no further than its first look at the answers."""
    with psycopg.connect(SERVICES.layout.database_url(OWNER, committed_db)) as connection:
        yield connection


def begin_export(layout: Layout, held: "psycopg.Connection[Any]", monkeypatch: Any) -> Job:
    """An export that a worker has begun and cannot end."""

    def send(job_id: int) -> None:
        with app.connection_for_write(f"redis+socket://{layout.redis_socket}?virtual_host=0") as line:
            app.send_task(broker.RUN_JOB, kwargs={"job_id": job_id}, connection=line)

    monkeypatch.setattr(broker, "_send", send)
    two_states_reply()
    held.execute("LOCK TABLE commitments_obligationreport IN ACCESS EXCLUSIVE MODE")
    job = ask_for_records()
    wait_for(lambda: Job.objects.filter(pk=job.pk, state=JobState.RUNNING).exists())
    return job


def let_time_pass(job: Job) -> None:
    """As if the row had been silent for long; beat looks every ten seconds."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - 2 * recovery.WAITING_FOR)


def completes_whole(job: Job, media: Path) -> int:
    """It gives a whole file; returns at which attempt."""
    wait_for(lambda: Job.objects.filter(pk=job.pk, state=JobState.DONE).exists())
    job.refresh_from_db()
    assert states_in(media / job.file_path) == ["KEN", "THA"]
    return job.attempts


def test_an_export_that_ctrl_c_interrupts_completes_after_the_next_start(
    make_run: Any, layout: Layout, held: "psycopg.Connection[Any]", settings: Any, monkeypatch: Any
) -> None:
    first, media = make_run(), Path(settings.MEDIA_ROOT)
    job = begin_export(layout, held, monkeypatch)

    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(60) == 0
    held.rollback()
    job.refresh_from_db()
    assert (job.state, job.has_file) == (JobState.RUNNING, False)

    make_run()
    let_time_pass(job)

    assert completes_whole(job, media) == 2
    assert files_below(media) == [job.file_path]


def test_exports_begun_and_waiting_complete_although_the_broker_died_and_lost_everything(
    make_run: Any, layout: Layout, held: "psycopg.Connection[Any]", settings: Any, monkeypatch: Any
) -> None:
    make_run()
    begun, waiting = begin_export(layout, held, monkeypatch), ask_for_records()
    dead = next(iter(working_in(layout.redis)))

    lose_everything(layout)
    os.kill(dead, signal.SIGKILL)
    wait_for(lambda: any(process != dead for process in working_in(layout.redis)))
    line = redis.Redis(unix_socket_path=str(layout.redis_socket))
    wait_for(line.ping)
    assert line.llen(app.conf.task_default_queue) == 0
    waiting.refresh_from_db()
    assert waiting.state == JobState.QUEUED
    held.rollback()
    let_time_pass(begun)
    let_time_pass(waiting)

    for job in (begun, waiting):
        completes_whole(job, Path(settings.MEDIA_ROOT))
    assert files_below(Path(settings.MEDIA_ROOT)) == sorted([begun.file_path, waiting.file_path])


def lose_everything(layout: Layout) -> None:
    """Before it is killed: afterwards the supervisor would be quicker."""
    for file in layout.redis.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()
