"""Beat delivers what a crash left in the outbox."""

from celery import shared_task

from commitments.history.outbox import deliver_waiting


@shared_task
def deliver_outbox(**_: object) -> int:
    """Deliver events that were written and not heard; may run twice."""
    return deliver_waiting()
