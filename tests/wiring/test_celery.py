"""Jobs: nothing is lost with a worker, and what beat sends exists."""

from django.conf import settings

from tracker.celery import app


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()

    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert scheduled
    assert scheduled <= set(app.tasks)


def test_a_task_is_acknowledged_only_when_it_is_done():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_pages_are_under_a_policy_without_unsafe_inline():
    assert "unsafe" not in str(settings.CONTENT_SECURITY_POLICY)
