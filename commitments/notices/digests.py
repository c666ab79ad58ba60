"""The weekly digest: one mail a week to whoever has unread notices of which no mail told him."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from commitments.jobs.broker import after_commit
from commitments.notices.kinds import Kind, Pace
from commitments.notices.models import Mail, Notice
from commitments.notices.recipients import paces
from commitments.notices.telling import SEND
from commitments.web.transactions import as_program

DIGESTS = "digests"
OLDEST = timedelta(days=60)


def week_of(now: datetime) -> date:
    """The Monday with which the week begins."""
    today = timezone.localdate(now)
    return today - timedelta(days=today.weekday())


@as_program(DIGESTS)
def make_digests(*, now: datetime) -> int:
    """Make this week's mail for each person who has not had it and wants one; returns how many. May run twice.

    A notice whose own mail failed is told here too, so that no news is lost with a mail.
    """
    week = week_of(now)
    had = set(Mail.objects.filter(week_on=week).values_list("recipient_id", flat=True))
    untold: dict[int, list[int]] = {}
    for kind in Kind:
        for notice, person in _untold(kind, now):
            if person not in had:
                untold.setdefault(person, []).append(notice)
    made = sum(_digest(person, notices, week, now) for person, notices in untold.items())
    if made:
        after_commit(SEND)
    return made


def _untold(kind: Kind, now: datetime) -> list[tuple[int, int]]:
    """Unread notices of the kind that wait for a digest, with their people."""
    waiting = Q(mail__isnull=True) | Q(mail__state=Mail.State.FAILED)
    found = Notice.objects.unread().filter(waiting, kind=kind, told_in__isnull=True, made_at__gt=now - OLDEST)
    rows = list(found.order_by("pk").values_list("pk", "recipient_id", "mail__state"))
    wanted = paces({person for _notice, person, _state in rows}, kind)
    return [
        (notice, person)
        for notice, person, state in rows
        if wanted[person] == Pace.WEEKLY or (state is not None and wanted[person] != Pace.NONE)
    ]


def _digest(person: int, notices: list[int], week: date, now: datetime) -> bool:
    mail, is_new = Mail.objects.get_or_create(
        recipient_id=person, week_on=week, defaults={"made_at": now, "due_at": now}
    )
    if is_new:
        Notice.objects.filter(pk__in=notices).update(told_in=mail)
    return is_new
