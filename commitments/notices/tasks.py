"""A worker sends mails, makes reminders and digests; beat asks for each, and again for what was lost."""

from celery import shared_task
from django.utils import timezone

from commitments.notices import digests, plans
from commitments.notices.mailing.sending import send_waiting


@shared_task
def send_mails(**_: object) -> int:
    """Send what waits; may run twice, and beside itself. Returns how many went."""
    return send_waiting(now=timezone.now)


@shared_task
def remind(**_: object) -> int:
    """Announce the reminders that have come due; may run twice. Returns how many."""
    return plans.remind(now=timezone.now())


@shared_task
def make_digests(**_: object) -> int:
    """Make this week's digests for those who have had none; may run twice. Returns how many."""
    return digests.make_digests(now=timezone.now())
