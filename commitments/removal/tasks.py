"""What follows a removal outside the database: by the worker at once, and by beat where that failed."""

from celery import shared_task
from django.utils import timezone

from commitments.removal.finishing import finish


@shared_task
def finish_removals(**_: object) -> int:
    """Files, exports and the list outside; may run twice. Returns how many removals are finished now."""
    return finish(now=timezone.now())
