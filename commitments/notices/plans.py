"""Reminders: on which days, to those that have not sent; each day of a plan reminds once, whatever the clock does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor, program
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, Refused
from commitments.history.bases import EditedMeanwhile
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.notices.models import ReminderPlan
from commitments.submissions.models import ReportingCycle
from commitments.web.transactions import as_program

REMINDING = "reminders"
USUAL_DAYS: tuple[int, ...] = (-30, -7, -1, 2)
MOST_DAYS, FARTHEST = 12, 365
MORNING = time(8)
TOO_LATE = timedelta(days=7)
"""A reminder that comes so much later than planned, because nothing ran, helps nobody."""


class PlanRefused(Refused):
    """The plan cannot be kept like this."""


def falls_at(cycle: ReportingCycle, days: int) -> datetime:
    """In the morning of that day in the cycle's zone, counted from the date by which replies are requested."""
    day = cycle.soft_deadline_on + timedelta(days=days)
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(cycle.time_zone))


@dataclass(frozen=True)
class Planned:
    """One day of a cycle's plan: when it falls, and whether it is over."""

    days: int
    at: datetime
    is_over: bool


def plan_of(cycle: ReportingCycle) -> ReminderPlan:
    """The cycle's plan; the usual one, not kept yet, where nobody made another."""
    return ReminderPlan.objects.filter(cycle=cycle).first() or ReminderPlan(cycle=cycle, days=list(USUAL_DAYS))


def planned(cycle: ReportingCycle) -> list[Planned]:
    """The days of the cycle's plan in order."""
    plan = plan_of(cycle)
    return [Planned(day, falls_at(cycle, day), day in plan.reminded) for day in sorted(plan.days)]


@transaction.atomic
def plan_reminders(
    cycle: ReportingCycle, *, days: Sequence[int], expected: int, by: Actor, now: datetime
) -> ReminderPlan:
    """Remind on these days instead of those of version `expected`; of which it was reminded already, it is not again.

    Refuses with NotAllowed, with PlanRefused days too many or too far, and with EditedMeanwhile.
    """
    if not by.may(Permission.CYCLE_OPEN):
        raise NotAllowed
    wanted = sorted(set(days))
    if len(wanted) > MOST_DAYS or any(abs(day) > FARTHEST for day in wanted):
        words = _("At most %(most)s reminders, and none farther from the date than %(farthest)s days.")
        raise PlanRefused(words % {"most": MOST_DAYS, "farthest": FARTHEST})
    plan, _is_new = ReminderPlan.objects.select_for_update().get_or_create(
        cycle=cycle, defaults={"days": list(USUAL_DAYS)}
    )
    if plan.version != expected:
        raise EditedMeanwhile
    plan.days, plan.version = wanted, plan.version + 1
    passed = [day for day in wanted if day not in plan.reminded and falls_at(cycle, day) < now]
    plan.reminded = [*plan.reminded, *passed]
    plan.save(update_fields=["days", "reminded", "version"])
    return plan


def remind(*, now: datetime) -> int:
    """Announce each reminder that has come due, one transaction for a cycle; returns how many. May run twice.

    Where several days passed while nothing ran, only the last of them is said.
    """
    with as_program(REMINDING):
        cycles = list(ReportingCycle.objects.open().filter(opened_at__lte=now))
    return sum(_remind(cycle, now) for cycle in cycles if _may_be_due(cycle, now))


def _may_be_due(cycle: ReportingCycle, now: datetime) -> bool:
    return abs((falls_at(cycle, 0) - now).days) <= FARTHEST + 1


@as_program(REMINDING)
def _remind(cycle: ReportingCycle, now: datetime) -> bool:
    ReminderPlan.objects.get_or_create(cycle=cycle, defaults={"days": list(USUAL_DAYS)})
    plan = ReminderPlan.objects.select_for_update().get(cycle=cycle)
    due = [day for day in plan.days if day not in plan.reminded and falls_at(cycle, day) <= now]
    if not due:
        return False
    plan.reminded, plan.reminded_at = [*plan.reminded, *due], now
    plan.save(update_fields=["reminded", "reminded_at"])
    last = max(due)
    if falls_at(cycle, last) < max(cycle.opened_at, now - TOO_LATE):
        return False
    announce(EventName.REPLY_REMINDED, subject=cycle, by=program(REMINDING), now=now, days=last)
    return True
