"""Withdrawing an action and bringing it back: nothing is deleted."""

from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.models import ImplementationAction
from commitments.implementation.services.common import demand_record, mark_restored, mark_withdrawn


@transaction.atomic
def withdraw_action(action: ImplementationAction, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark the action as withdrawn, with who, when and why; twice changes nothing. Refuses with NotAllowed."""
    demand_record(by, Permission.ACTION_RECORD, action)
    if mark_withdrawn(action, by=by, now=now, reason=reason):
        announce(EventName.ACTION_WITHDRAWN, subject=action, by=by, now=now)


@transaction.atomic
def restore_action(action: ImplementationAction, *, by: Actor, now: datetime) -> None:
    """Bring a withdrawn action back as it was. Refuses with NotAllowed."""
    demand_record(by, Permission.ACTION_RECORD, action)
    if mark_restored(action):
        announce(EventName.ACTION_RESTORED, subject=action, by=by, now=now)
