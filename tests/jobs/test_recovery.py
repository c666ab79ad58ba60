"""Jobs whose worker or message was lost come back by themselves, a limited number of times."""

from datetime import timedelta
from typing import Any

import pytest

from commitments.jobs import broker, recovery
from commitments.jobs.models import Job, JobState
from tests.factories.jobs import NOON, job

pytestmark = pytest.mark.django_db
JUST_SILENT = NOON + recovery.SILENT_FOR + timedelta(seconds=1)
LONG_SILENT = NOON + recovery.WAITING_FOR + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def sent(monkeypatch: Any) -> list[int]:
    numbers: list[int] = []
    monkeypatch.setattr(broker, "_send", numbers.append)
    return numbers


def test_a_running_job_that_fell_silent_waits_again_and_is_sent(
    sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    stuck = job(state=JobState.RUNNING, attempts=1)

    with django_capture_on_commit_callbacks(execute=True):
        resumed = recovery.resume_stuck(now=JUST_SILENT)
        again = recovery.resume_stuck(now=JUST_SILENT)

    assert (resumed.sent_again, again.sent_again) == (1, 0)
    assert sent == [stuck.pk]
    assert Job.objects.get().state == JobState.QUEUED


def test_a_running_job_that_beats_is_left_alone() -> None:
    job(state=JobState.RUNNING, attempts=1, heartbeat_at=JUST_SILENT)

    assert recovery.resume_stuck(now=JUST_SILENT).sent_again == 0


def test_a_waiting_job_whose_message_was_lost_is_sent_again_and_not_before_its_time(
    sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    waiting = job()

    with django_capture_on_commit_callbacks(execute=True):
        assert recovery.resume_stuck(now=JUST_SILENT).sent_again == 0
        assert recovery.resume_stuck(now=LONG_SILENT).sent_again == 1

    assert sent == [waiting.pk]


def test_a_job_that_stops_every_time_is_given_up_with_a_sentence() -> None:
    job(state=JobState.RUNNING, attempts=recovery.MOST_ATTEMPTS)

    assert recovery.resume_stuck(now=JUST_SILENT).given_up == 1
    failed = Job.objects.get()
    assert (failed.state, failed.finished_at) == (JobState.FAILED, JUST_SILENT)
    assert "begun 4 times" in failed.error


def test_a_silent_job_that_was_to_be_cancelled_is_cancelled() -> None:
    job(state=JobState.RUNNING, attempts=1, cancel_requested_at=NOON)

    recovery.resume_stuck(now=JUST_SILENT)

    assert Job.objects.get().state == JobState.CANCELLED


def test_jobs_that_ended_are_left_alone() -> None:
    job(state=JobState.CANCELLED, finished_at=NOON)

    assert recovery.resume_stuck(now=LONG_SILENT) == recovery.Resumed(0, 0)
