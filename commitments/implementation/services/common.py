"""What the verbs share: made once per request, withdrawn and restored in one way."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from commitments.access.actor import Actor

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


def mark_withdrawn(record: Any, *, by: Actor, now: datetime, reason: str) -> None:
    """Mark a locked record as withdrawn: who, when and why."""
    record.withdrawn_at, record.withdrawn_by_id = now, by.user_id
    record.withdrawn_reason = reason.strip()[:LONGEST_REASON]
    record.save(update_fields=MARKS)


def mark_restored(record: Any) -> None:
    """Take the mark away; history keeps that it was there."""
    record.withdrawn_at, record.withdrawn_by_id, record.withdrawn_reason = None, None, ""
    record.save(update_fields=MARKS)
