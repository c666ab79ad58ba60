"""The steps of an action."""

# ruff: noqa: ARG001  (every verb takes `now`; not every verb writes it)

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.implementation.content import EAST_OF_US
from commitments.implementation.models import ImplementationAction, Milestone
from commitments.implementation.refusals import IsWithdrawn, RulesBroken
from commitments.implementation.services.common import locked, locked_open, mark_restored, mark_withdrawn


@transaction.atomic
def add_milestone(
    action: ImplementationAction,
    *,
    by: Actor,
    now: datetime,
    title: str,
    due_on: date | None = None,
    reached_on: date | None = None,
) -> Milestone:
    """Add a step; the same one again is given back. Refuses as `edit_action` does."""
    locked_open(action, Permission.ACTION_RECORD, by=by)
    _check(title, reached_on, now)
    values = {"title": title.strip(), "due_on": due_on, "reached_on": reached_on}
    there = Milestone.objects.standing().filter(action=action, **values).first()
    return there or Milestone.objects.create(action=action, **values)


@transaction.atomic
def edit_milestone(
    milestone: Milestone, *, by: Actor, now: datetime, title: str, due_on: date | None, reached_on: date | None
) -> None:
    """Change a step's words or dates."""
    locked_open(milestone.action, Permission.ACTION_RECORD, by=by)
    _check(title, reached_on, now)
    current: Milestone = locked(milestone)
    if current.is_withdrawn:
        raise IsWithdrawn
    current.title, current.due_on, current.reached_on = title.strip(), due_on, reached_on
    current.save(update_fields=["title", "due_on", "reached_on"])


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: Actor, now: datetime) -> None:
    """Mark a step as withdrawn; it stays and can be restored."""
    locked_open(milestone.action, Permission.ACTION_RECORD, by=by)
    mark_withdrawn(milestone, by=by, now=now, reason="")


@transaction.atomic
def restore_milestone(milestone: Milestone, *, by: Actor, now: datetime) -> None:
    """Bring a withdrawn step back."""
    locked_open(milestone.action, Permission.ACTION_RECORD, by=by)
    mark_restored(milestone)


def _check(title: str, reached_on: date | None, now: datetime) -> None:
    broken = {}
    if not title.strip():
        broken["title"] = _("Say what the step is.")
    if reached_on is not None and reached_on > now.date() + EAST_OF_US:
        broken["reached_on"] = _("This day has not come yet: a day to come belongs under “due”.")
    if broken:
        raise RulesBroken(broken)
