"""Giving one State more time in a cycle, and taking it back; a reply that is sent by then is not late."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.services.common import make_once
from commitments.respondents.models import Respondent
from commitments.submissions.models import DeadlineExtension, ReportingCycle
from commitments.submissions.refusals import ExtensionRefused
from commitments.submissions.services.cycles import LAST_YEAR


@transaction.atomic
def extend_deadline(
    cycle: ReportingCycle, respondent: Respondent, *, until_on: date, reason: str, request_id: UUID | None = None,
    by: Actor, now: datetime,
) -> DeadlineExtension:  # fmt: skip
    """Say that the respondent's reply is not late until the end of that day; the same request twice says it once.

    What was sent already stays as it was marked. Refuses with NotAllowed, and with ExtensionRefused where the day gives
    no more time, nobody says why, or the cycle does not ask the respondent.
    """
    if not by.may(Permission.DEADLINE_EXTEND):
        raise NotAllowed
    if not cycle.asked_links.filter(respondent=respondent).exists():
        raise ExtensionRefused("respondent", _("More time is given to those whom the cycle asks."))

    def make() -> DeadlineExtension:
        _check(cycle, respondent, until_on, reason, now=now)
        return DeadlineExtension.objects.create(
            cycle=cycle, respondent=respondent, until_on=until_on, reason=reason.strip(), request_id=request_id,
            created_at=now, created_by_id=by.user_id,
        )  # fmt: skip

    made, is_new = make_once(DeadlineExtension, by=by, request_id=request_id, make=make)
    if is_new:
        announce(
            EventName.DEADLINE_EXTENDED, subject=made, by=by, now=now,
            respondent=respondent.pk, cycle=cycle.pk, until_on=until_on.isoformat(),
        )  # fmt: skip
    return made


@transaction.atomic
def take_extension_back(extension: DeadlineExtension, *, reason: str, by: Actor, now: datetime) -> DeadlineExtension:
    """Say that this time is not given any more, and why; the State is told.

    Refuses with NotAllowed, and with ExtensionRefused where nobody says why, somebody was faster, or the reply was
    sent under it: its State relied on it.
    """
    if not by.may(Permission.DEADLINE_EXTEND):
        raise NotAllowed
    if not reason.strip():
        raise ExtensionRefused("reason", _("Please give a reason."))
    rows = DeadlineExtension.objects.select_for_update(of=("self",)).select_related("cycle")
    held: DeadlineExtension = rows.get(pk=extension.pk)
    if held.taken_back_at is not None:
        raise ExtensionRefused("extension", _("This time was taken back already."))
    if _is_used(held):
        raise ExtensionRefused("extension", _("The reply was sent under it, and stays as it was marked."))
    held.taken_back_at, held.taken_back_by_id, held.taken_back_reason = now, by.user_id, reason.strip()
    held.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    announce(
        EventName.EXTENSION_TAKEN_BACK, subject=held, by=by, now=now,
        respondent=held.respondent_id, cycle=held.cycle_id, until_on=held.until_on.isoformat(),
    )  # fmt: skip
    return held


def _is_used(extension: DeadlineExtension) -> bool:
    """Whether a version is not late only because of this extension."""
    cycle = extension.cycle
    others = cycle.extensions.standing().filter(respondent=extension.respondent_id).exclude(pk=extension.pk)
    last = others.aggregate(last=Max("until_on"))["last"]
    end = cycle.end_of(max(cycle.hard_deadline_on, last or cycle.hard_deadline_on))
    of_state = cycle.submissions.filter(respondent=extension.respondent_id, is_late=False)
    return bool(of_state.filter(submitted_at__gt=end).exists())


def _check(cycle: ReportingCycle, respondent: Respondent, until_on: date, reason: str, *, now: datetime) -> None:
    """Refuse a day that gives no more time, and an extension without a reason. Two at once wait for each other."""
    ReportingCycle.objects.select_for_update(of=("self",), no_key=True).get(pk=cycle.pk)
    last = cycle.extensions.standing().filter(respondent=respondent).order_by("-until_on").first()
    in_force = last.until_on if last else cycle.hard_deadline_on
    if until_on <= in_force:
        words = _("Until the end of %(day)s the reply is not late anyway.")
        raise ExtensionRefused("until_on", words % {"day": date_format(in_force)})
    if until_on < now.astimezone(ZoneInfo(cycle.time_zone)).date():
        raise ExtensionRefused("until_on", _("This day has passed."))
    if until_on.year > LAST_YEAR:
        raise ExtensionRefused("until_on", _("No deadline lies after the year %(year)s.") % {"year": LAST_YEAR})
    if not reason.strip():
        raise ExtensionRefused("reason", _("Please give a reason."))
