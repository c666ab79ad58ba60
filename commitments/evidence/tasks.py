"""Beat has the links of evidence opened, a few at a time, each once a week."""

from celery import shared_task
from django.utils import timezone

from commitments.evidence.services.links import check_due


@shared_task
def check_links(**_: object) -> int:
    """Open the links whose turn it is; may run twice, and beside itself."""
    return check_due(now=timezone.now)
