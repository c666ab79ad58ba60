"""A worker makes the documents of calls that wait; beat asks again for what was lost."""

from celery import shared_task
from django.utils import timezone

from commitments.calls.documents.making import make_waiting


@shared_task
def make_documents(**_: object) -> int:
    """Make what waits; may run twice, and beside itself."""
    return make_waiting(now=timezone.now)
