"""Announcing and hearing: an event row in the same transaction, delivered on commit and by beat."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from commitments.history.event_names import EventName
from commitments.history.models import Event, Receipt
from commitments.web.transactions import as_program


class Announcer(Protocol):
    """Whoever acts: history needs to know who, and nothing of what he may do."""

    @property
    def user_id(self) -> int | None:
        """The account behind him, if there is one."""

    def as_context(self) -> dict[str, Any]:
        """What history keeps of him."""


Receiver = Callable[[Event], None]
OUTBOX = "outbox"
RECEIVERS: dict[EventName, list[Receiver]] = defaultdict(list)


def receives(name: EventName) -> Callable[[Receiver], Receiver]:
    """Let the decorated function hear `name`; it is called at most once per event and receiver."""

    def register(receiver: Receiver) -> Receiver:
        RECEIVERS[name].append(receiver)
        return receiver

    return register


def announce(name: EventName, *, subject: models.Model, by: Announcer, now: datetime, **payload: Any) -> Event:
    """Write that `name` happened to `subject`, in the running transaction; deliver after commit."""
    event = Event.objects.create(
        name=name,
        subject_table=subject._meta.db_table,
        subject_id=subject.pk,
        actor=by.as_context(),
        actor_user_id=by.user_id,
        payload=payload,
        at=now,
    )
    if RECEIVERS[name]:
        transaction.on_commit(lambda: deliver(event.pk), robust=True)
    return event


def deliver(event_id: int) -> None:
    """Let every receiver of the event hear it once; mark it delivered when all have."""
    with as_program(OUTBOX):
        event = Event.objects.select_for_update().get(pk=event_id)
        if event.delivered_at is None:
            for receiver in RECEIVERS[EventName(event.name)]:
                hear_once(receiver, event)
            event.delivered_at = timezone.now()
            event.save(update_fields=["delivered_at"])


def hear_once(receiver: Receiver, event: Event) -> None:
    """Call the receiver unless it has heard this event before; what it raises undoes its receipt too."""
    name = f"{receiver.__module__}.{receiver.__qualname__}"
    with transaction.atomic():
        _, is_first = Receipt.objects.get_or_create(event=event, receiver=name)
        if is_first:
            receiver(event)


def deliver_waiting() -> int:
    """Deliver what a crash left undelivered; beat calls it. Returns how many."""
    heard = [name.value for name, receivers in RECEIVERS.items() if receivers]
    with as_program(OUTBOX):
        late = Event.objects.filter(delivered_at__isnull=True, name__in=heard).order_by("pk")
        waiting = list(late.values_list("pk", flat=True)[:500])
    for event_id in waiting:
        deliver(event_id)
    return len(waiting)
