"""Which obligations an action serves."""

# ruff: noqa: ARG001  (every verb takes `now`; not every verb writes it)

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.implementation.models import ActionObligation, ImplementationAction
from commitments.implementation.queries import asked_of
from commitments.implementation.refusals import IsNotAsked, IsWithdrawn, demand
from commitments.implementation.services.common import locked
from commitments.instruments.models import Obligation


@transaction.atomic
def link_obligations(
    action: ImplementationAction, *, obligations: Iterable[Obligation], by: Actor, now: datetime
) -> None:
    """Let the action serve these as well; again adds nothing. Refuses with NotAllowed, IsWithdrawn, IsNotAsked."""
    current = _open(action, by)
    _link(current, list(obligations))


@transaction.atomic
def unlink_obligation(action: ImplementationAction, *, obligation: Obligation, by: Actor, now: datetime) -> None:
    """The action serves this obligation no longer; the history keeps that it did."""
    current = _open(action, by)
    ActionObligation.objects.filter(action=current, obligation=obligation).delete()


@transaction.atomic
def set_obligations(
    action: ImplementationAction, *, obligations: Iterable[Obligation], by: Actor, now: datetime
) -> None:
    """Let the action serve exactly these."""
    current = _open(action, by)
    wanted = list(obligations)
    ActionObligation.objects.filter(action=current).exclude(obligation__in=wanted).delete()
    _link(current, wanted)


def _open(action: ImplementationAction, by: Actor) -> ImplementationAction:
    demand(by, Permission.ACTION_RECORD, action.respondent_id)
    current: ImplementationAction = locked(action)
    if current.is_withdrawn:
        raise IsWithdrawn
    return current


def _link(action: ImplementationAction, obligations: list[Obligation]) -> None:
    there = set(ActionObligation.objects.filter(action=action).values_list("obligation_id", flat=True))
    new = [obligation for obligation in obligations if obligation.pk not in there]
    asked = set(asked_of(action.respondent).filter(pk__in=[o.pk for o in new]).values_list("pk", flat=True))
    if strangers := [obligation.reference for obligation in new if obligation.pk not in asked]:
        raise IsNotAsked(", ".join(strangers))
    ActionObligation.objects.bulk_create(
        ActionObligation(action=action, obligation=obligation, respondent_id=action.respondent_id) for obligation in new
    )
