"""A worker mails the links that wait; beat asks again for what was lost or could not be sent."""

from celery import shared_task
from django.utils import timezone

from commitments.contributions.services.mailing import mail_waiting


@shared_task
def mail_links(**_: object) -> int:
    """Mail what waits; may run twice, and beside itself."""
    return mail_waiting(now=timezone.now())
