"""Which obligations an action serves. Links are part of what two editors can change at once: each change counts."""

# ruff: noqa: ARG001  (every verb takes `now`; not every verb writes it)

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand_on
from commitments.implementation.models import ActionObligation, ImplementationAction
from commitments.implementation.queries import served_by
from commitments.implementation.refusals import IsNotAsked
from commitments.implementation.services.common import locked_open
from commitments.instruments.models import Obligation


@transaction.atomic
def link_obligations(
    action: ImplementationAction, *, obligations: Iterable[Obligation], by: Actor, now: datetime
) -> None:
    """Let the action serve these as well; again adds nothing.

    Refuses with NotAllowed, NotGiven, IsWithdrawn, IsNotAsked.
    """
    current: ImplementationAction = locked_open(action, Permission.ACTION_RECORD, by=by)
    wanted = list(obligations)
    demand_on(by, Permission.ACTION_RECORD, current.respondent_id, [one.pk for one in wanted])
    if add_links(current, wanted):
        _count_change(current)


@transaction.atomic
def unlink_obligation(action: ImplementationAction, *, obligation: Obligation, by: Actor, now: datetime) -> None:
    """The action serves this obligation no longer; the history keeps that it did. Refuses as linking does."""
    current: ImplementationAction = locked_open(action, Permission.ACTION_RECORD, by=by)
    demand_on(by, Permission.ACTION_RECORD, current.respondent_id, [obligation.pk])
    removed, _by_table = ActionObligation.objects.filter(action=current, obligation=obligation).delete()
    if removed:
        _count_change(current)


def add_links(action: ImplementationAction, obligations: list[Obligation]) -> bool:
    """For the verbs, which have checked who acts: link what is not linked yet; says whether anything was."""
    there = set(ActionObligation.objects.filter(action=action).values_list("obligation_id", flat=True))
    new = [obligation for obligation in obligations if obligation.pk not in there]
    asked = set(served_by(action.respondent).filter(pk__in=[o.pk for o in new]).values_list("pk", flat=True))
    if strangers := [obligation.reference for obligation in new if obligation.pk not in asked]:
        raise IsNotAsked(", ".join(strangers))
    ActionObligation.objects.bulk_create(
        ActionObligation(action=action, obligation=obligation, respondent_id=action.respondent_id) for obligation in new
    )
    return bool(new)


def links_of(action: ImplementationAction, by: Actor) -> "QuerySet[ActionObligation]":
    """What the action serves of that on which the actor works."""
    visible: QuerySet[ActionObligation] = ActionObligation.objects.visible_to(by)
    return visible.filter(action=action)


def replace_links(
    action: ImplementationAction, obligations: list[Obligation], *, among: "QuerySet[ActionObligation]"
) -> None:
    """For the verbs, which have checked who acts: let the action serve exactly these `among` what it serves."""
    among.exclude(obligation__in=obligations).delete()
    add_links(action, obligations)


def _count_change(action: ImplementationAction) -> None:
    ImplementationAction.objects.filter(pk=action.pk).update(version=F("version") + 1)
