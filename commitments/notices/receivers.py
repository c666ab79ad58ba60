"""Hears every event that anybody is told of."""

from django.utils import timezone

from commitments.history.models import Event
from commitments.history.outbox import receives
from commitments.notices.lines import TOLD
from commitments.notices.telling import tell


def inbox(event: Event) -> None:
    """Tell everybody whom the event concerns; heard once, and told once however often it is heard."""
    tell(event, now=timezone.now())


for name in TOLD:
    receives(name)(inbox)
