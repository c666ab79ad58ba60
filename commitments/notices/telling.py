"""Telling people of an event: the notices it makes, and a mail for each of those who want one at once."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.jobs.broker import after_commit
from commitments.notices.about import About, about
from commitments.notices.kinds import Pace
from commitments.notices.lines import Line, lines_of
from commitments.notices.models import Mail, Notice
from commitments.notices.recipients import paces, reached_by

logger = logging.getLogger(__name__)
SEND = "commitments.notices.tasks.send_mails"
NEWS = timedelta(days=3)
"""What is older than this when it is heard stands in the inbox, and no mail says so."""


def tell(event: Event, *, now: datetime) -> int:
    """Make each person's notice of the event, and his mail where he wants one; told again, it makes none twice.

    Runs as the program, in the transaction of the receiver. Returns how many notices were made.
    """
    subject, told = about(event), set(_told_already(event))
    if subject is None:
        logger.error("nobody is told of %s: it is about nothing that is known here", event)
        return 0
    if event.actor_user_id:
        told.add(event.actor_user_id)
    made: list[Notice] = []
    for says, line in lines_of(EventName(event.name)).items():
        new = _notices(event, subject, says, line, left_out=told, now=now)
        told |= {notice.recipient_id for notice in new}
        made += new
    return len(made)


def _told_already(event: Event) -> list[int]:
    return list(Notice.objects.filter(event=event).values_list("recipient_id", flat=True))


def _notices(event: Event, subject: About, says: str, line: Line, *, left_out: set[int], now: datetime) -> list[Notice]:
    people = reached_by(line, subject, on=timezone.localdate(now))
    made = Notice.objects.bulk_create(
        Notice(
            recipient_id=person, event=event, says=says, kind=line.kind, words=subject.words, opens=opens,
            happened_at=event.at, made_at=now,
        )
        for person, opens in people.items() if person not in left_out
    )  # fmt: skip
    if made and line.mailed and abs(now - event.at) < NEWS:
        _mails(made, line, now=now)
    return made


def _mails(notices: list[Notice], line: Line, *, now: datetime) -> None:
    people = [notice.recipient_id for notice in notices]
    has_one, wanted = _mailed_of_that_moment(notices[0], people), paces(people, line.kind)
    mails = Mail.objects.bulk_create(
        Mail(recipient_id=notice.recipient_id, notice=notice, made_at=now, due_at=now)
        for notice in notices
        if wanted[notice.recipient_id] == Pace.AT_ONCE and notice.recipient_id not in has_one
    )
    if mails:
        after_commit(SEND)


def _mailed_of_that_moment(one: Notice, people: list[int]) -> set[int]:
    """Who of them has a mail that says the same of the same moment: of twenty paragraphs given at once, one tells."""
    same = Notice.objects.filter(says=one.says, opens=one.opens, happened_at=one.happened_at)
    found = same.filter(recipient_id__in=people, mail__isnull=False)
    return set(found.values_list("recipient_id", flat=True))
