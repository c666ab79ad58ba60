"""What verbs on a respondent's records share: made once, changed by one at a time, withdrawn in one way."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.access.refusals import NotGiven, demand
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.refusals import IsWithdrawn

Record = TypeVar("Record", bound=models.Model)

MARKS = ["withdrawn_at", "withdrawn_by", "withdrawn_reason"]
LONGEST_REASON = 2000


def made_before(model: type[Record], *, by: Actor, request_id: UUID | None) -> Record | None:
    """The record that this request of this person has made already."""
    if request_id is None or by.user_id is None:
        return None
    manager: models.Manager[Record] = model._default_manager
    return manager.filter(created_by_id=by.user_id, request_id=request_id).first()


def make_once(
    model: type[Record], *, by: Actor, request_id: UUID | None, make: Callable[[], Record]
) -> tuple[Record, bool]:
    """Make the record, or find the one that the same request made; says which. Two at once make one."""
    before = made_before(model, by=by, request_id=request_id)
    if before is not None:
        return before, False
    try:
        with transaction.atomic():
            return make(), True
    except IntegrityError:
        before = made_before(model, by=by, request_id=request_id)
        if before is None:
            raise
        return before, False


def locked(record: Record) -> Any:
    """The record as it stands now, kept from others until this transaction ends."""
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


def demand_record(by: Actor, permission: Permission, record: Any) -> None:
    """Refuse with NotAllowed, and with NotGiven whoever sees only what was given to him and not this record."""
    demand(by, permission, record.respondent_id)
    rows = type(record)._default_manager
    if record.respondent_id in by.partial_ids and not rows.visible_to(by).filter(pk=record.pk).exists():
        raise NotGiven


def locked_open(record: Any, permission: Permission, *, by: Actor) -> Any:
    """The record as it stands now, kept from others, for a change. Refuses as `demand_record`, and with IsWithdrawn."""
    demand_record(by, permission, record)
    current = locked(record)
    if current.is_withdrawn:
        raise IsWithdrawn
    return current


@transaction.atomic
def set_audience(record: Any, *, by: Actor, now: datetime, audience: Audience) -> None:
    """Say who may read the record once an answer that cites it is submitted. Refuses with NotAllowed."""
    demand(by, Permission.AUDIENCE_SET, record.respondent_id)
    current = locked(record)
    if current.audience != audience:
        before, current.audience = current.audience, audience
        current.save(update_fields=["audience"])
        announce(EventName.AUDIENCE_CHANGED, subject=current, by=by, now=now, before=before, after=audience.value)


def mark_withdrawn(record: models.Model, *, by: Actor, now: datetime, reason: str) -> bool:
    """Mark the record as withdrawn: who, when and why. Whether it was not yet: twice changes nothing."""
    current = locked(record)
    if current.is_withdrawn:
        return False
    current.withdrawn_at, current.withdrawn_by_id = now, by.user_id
    current.withdrawn_reason = reason.strip()[:LONGEST_REASON]
    current.save(update_fields=MARKS)
    return True


def mark_restored(record: models.Model) -> bool:
    """Take the mark away; history keeps that it was there. Whether there was one."""
    current = locked(record)
    if not current.is_withdrawn:
        return False
    current.withdrawn_at, current.withdrawn_by_id, current.withdrawn_reason = None, None, ""
    current.save(update_fields=MARKS)
    return True
