"""Beat has the links of evidence opened, a few at a time, each once a week; and previews made that still wait."""

from celery import shared_task
from django.utils import timezone

from commitments.evidence.services.links import check_due
from commitments.evidence.services.previews import make_waiting


@shared_task
def check_links(**_: object) -> int:
    """Open the links whose turn it is; may run twice, and beside itself."""
    return check_due(now=timezone.now)


@shared_task
def make_previews(**_: object) -> int:
    """Make the previews that wait; may run twice, and beside itself. Sent after each new file, and by beat."""
    return make_waiting(now=timezone.now)
