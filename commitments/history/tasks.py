"""Beat delivers what a crash left in the outbox, and seals each day's history."""

from celery import shared_task
from django.utils import timezone

from commitments.history.outbox import deliver_waiting
from commitments.history.sealing.services import seal_the_day


@shared_task
def deliver_outbox(**_: object) -> int:
    """Deliver events that were written and not heard; may run twice."""
    return deliver_waiting()


@shared_task
def seal_history(**_: object) -> int:
    """Seal history once a day, in the first minutes of the day; may run twice. Returns how many seals were made."""
    return 0 if seal_the_day(now=timezone.now()) is None else 1
