"""Beat has the schedule carried out."""

from celery import shared_task
from django.utils import timezone

from commitments.retention import services


@shared_task
def carry_out_retention(**_: object) -> int:
    """By beat, hourly, for the shortest line of the schedule promises an hour. Returns how many things went."""
    return sum(services.carry_out_retention(now=timezone.now()).values())
