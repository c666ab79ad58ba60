"""Beat forgets where persons were signed in."""

from celery import shared_task
from django.utils import timezone

from commitments.access.sessions import forget_ended


@shared_task
def forget_ended_sessions(**_: object) -> int:
    """By beat, hourly: what is kept of a session goes when it has ended (the page on privacy says so)."""
    return forget_ended(now=timezone.now())
