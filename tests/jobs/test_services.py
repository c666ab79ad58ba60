"""A job's row: asked for once, taken once, ended once, seen by its owner only."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from commitments.access.actor import Actor, ActorKind
from commitments.access.models import User
from commitments.jobs import broker, services
from commitments.jobs.models import Job, JobState
from commitments.jobs.progress import Progress
from commitments.jobs.refusals import AlreadyEnded, NotSignedIn, NotYours, TakenOver, TooManyJobs
from commitments.jobs.registry import UnknownKind, job_kind
from tests.factories.access import person
from tests.factories.jobs import NOON, job

pytestmark = pytest.mark.django_db


@job_kind("kind_of_a_test")
def _nothing(job: Job, progress: Progress) -> None:
    return None


@pytest.fixture(autouse=True)
def sent(monkeypatch: Any) -> list[int]:
    numbers: list[int] = []
    monkeypatch.setattr(broker, "_send", numbers.append)
    return numbers


def acting_as(user: User) -> Actor:
    return Actor(kind=ActorKind.PERSON, name=user.name, user_id=user.pk)


def test_a_job_is_sent_after_the_commit_and_the_same_request_is_one_job(
    sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    asker, request_id = acting_as(person()), uuid.uuid4()

    with django_capture_on_commit_callbacks(execute=True):
        first = services.enqueue("kind_of_a_test", by=asker, now=NOON, parameters={"a": 1}, request_id=request_id)
        again = services.enqueue("kind_of_a_test", by=asker, now=NOON, request_id=request_id)
        assert sent == []

    assert first == again
    assert sent == [first.pk]
    assert (first.state, first.parameter("a"), first.language) == (JobState.QUEUED, 1, "en")


def test_a_broker_that_is_away_does_not_undo_the_request(
    monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def away(_job_id: int) -> None:
        raise ConnectionError

    monkeypatch.setattr(broker, "_send", away)

    with django_capture_on_commit_callbacks(execute=True):
        asked = services.enqueue("kind_of_a_test", by=acting_as(person()), now=NOON)

    assert Job.objects.get(pk=asked.pk).state == JobState.QUEUED


def test_asking_without_an_account_for_an_unknown_kind_or_too_often_is_refused() -> None:
    asker = acting_as(person())
    for _number in range(services.MOST_ACTIVE):
        services.enqueue("kind_of_a_test", by=asker, now=NOON)

    with pytest.raises(TooManyJobs):
        services.enqueue("kind_of_a_test", by=asker, now=NOON)
    with pytest.raises(NotSignedIn):
        services.enqueue("kind_of_a_test", by=Actor(kind=ActorKind.ANONYMOUS, name=""), now=NOON)
    with pytest.raises(UnknownKind):
        services.enqueue("nobody_does_this", by=asker, now=NOON)


def test_a_job_is_visible_to_its_owner_and_to_nobody_else() -> None:
    own = job()

    assert list(Job.objects.visible_to(acting_as(own.owner))) == [own]
    assert not Job.objects.visible_to(acting_as(person())).exists()
    assert not Job.objects.visible_to(Actor(kind=ActorKind.ANONYMOUS, name="")).exists()


def test_a_job_is_taken_by_one_worker_when_it_is_delivered_twice() -> None:
    waiting = job()

    taken, again = services.start(waiting.pk, now=NOON), services.start(waiting.pk, now=NOON)

    assert taken is not None
    assert (taken.state, taken.attempts) == (JobState.RUNNING, 1)
    assert again is None


def test_a_worker_that_was_given_up_can_neither_finish_nor_fail_the_job_of_the_next() -> None:
    waiting = job()
    late = services.start(waiting.pk, now=NOON)
    assert late is not None
    Job.objects.update(state=JobState.QUEUED)
    services.start(waiting.pk, now=NOON)

    services.fail(late, now=NOON, error="too late")
    with pytest.raises(TakenOver):
        services.finish(late, now=NOON, file=None, reached=_Reached())

    assert Job.objects.get().state == JobState.RUNNING


class _Reached:
    done, total, words = 0, None, ""


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked_to_stop() -> None:
    waiting, running = job(), job(state=JobState.RUNNING)

    services.cancel(waiting, by=acting_as(waiting.owner), now=NOON)
    services.cancel(running, by=acting_as(running.owner), now=NOON)

    assert (waiting.state, waiting.finished_at) == (JobState.CANCELLED, NOON)
    assert (running.state, running.cancel_requested_at) == (JobState.RUNNING, NOON)
    assert running.is_being_cancelled


def test_cancelling_what_is_not_yours_or_has_ended_is_refused() -> None:
    ended = job(state=JobState.CANCELLED, finished_at=NOON)

    with pytest.raises(NotYours):
        services.cancel(job(), by=acting_as(person()), now=NOON)
    with pytest.raises(AlreadyEnded):
        services.cancel(ended, by=acting_as(ended.owner), now=NOON)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("job_(state_is_known|ended_exactly)", {"state": "sleeping"}),
        ("job_failed_says_why", {"state": "failed", "finished_at": NOON}),
        ("job_ended_exactly_when_finished_at_is_set", {"state": "done"}),
        ("job_ended_exactly_when_finished_at_is_set", {"finished_at": NOON}),
        ("job_file_is_whole_and_only_when_done", {"file_path": "jobs/x"}),
        ("job_counts_are_not_negative", {"done": -1}),
    ],
)
def test_the_database_refuses_a_row_that_contradicts_itself(name: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        job(**fields)


def test_how_far_is_said_in_hundredths_only_when_the_end_is_known() -> None:
    assert Job(done=1, total=None).percent is None
    assert Job(done=1, total=0).percent is None
    assert Job(done=1, total=3).percent == 33
    assert Job(done=9, total=3).percent == 100
