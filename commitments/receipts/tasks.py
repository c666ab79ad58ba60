"""A worker makes the receipts that are missing and prints those that wait; beat asks again for what was lost."""

from celery import shared_task
from django.utils import timezone

from commitments.receipts.services import make_missing, print_waiting


@shared_task
def make_receipts(**_: object) -> int:
    """Make and print what waits; may run twice, and beside itself."""
    make_missing(now=timezone.now())
    return print_waiting(now=timezone.now)
