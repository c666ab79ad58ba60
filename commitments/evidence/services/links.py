"""Opening the links of evidence: what a State gave as proof should still be there when it is read."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from commitments.evidence.models import Evidence, LinkCheck
from commitments.evidence.services.copies import NONE, Copy, told_by_archive
from commitments.web.outgoing import NotPublic, Unreachable, status_of
from commitments.web.transactions import as_program

EVERY = timedelta(days=7)
AT_ONCE = 50
SECONDS_AT_ONCE = 300.0
ERRORS_FROM = 400
ONLY_FOR_PEOPLE = frozenset((401, 403, 429))
"""What many websites answer to a program, and not to a person: the page is there."""


class Link(NamedTuple):
    """A link whose turn it is, and the copy that its State names."""

    pk: int
    url: str
    archived_url: str = ""
    archived_on: date | None = None


class Found(NamedTuple):
    """What came of opening a link."""

    outcome: LinkCheck.Outcome
    status: int | None = None


def check_due(*, now: Callable[[], datetime], look: Callable[[str], Found] | None = None) -> int:
    """Open the links never checked or not within a week, the longest waiting first; returns how many.

    Nothing is held while a website answers: each result is a transaction of its own. A link that was changed
    meanwhile keeps its turn.
    """
    end = time.monotonic() + SECONDS_AT_ONCE
    checked = 0
    for link in due(now()):
        if time.monotonic() > end:
            break
        found = (look or opened)(link.url)
        record(link, found, copy_of(link, found, look or opened), now=now())
        checked += 1
    return checked


@as_program("checking links")
def due(now: datetime) -> list[Link]:
    """Whose turn it is."""
    return [Link(*row) for row in in_turn(now).values_list(*Link._fields)[:AT_ONCE]]


def in_turn(now: datetime) -> QuerySet[Evidence]:
    """The standing links that are due, by an index of their turns alone: the rest of the evidence is not looked at."""
    standing: QuerySet[Evidence] = Evidence.objects.filter(withdrawn_at__isnull=True).exclude(url="")
    return standing.filter(link_due_at__lte=now).order_by("link_due_at", "pk")


def copy_of(link: Link, found: Found, look: Callable[[str], Found]) -> Copy:
    """Its archived copy: opened where its State names one, asked for where it names none and the link fails."""
    if link.archived_url:
        opens = look(link.archived_url).outcome == LinkCheck.Outcome.OPENED
        return Copy(link.archived_url, link.archived_on, opens)
    return NONE if found.outcome == LinkCheck.Outcome.OPENED else told_by_archive(link.url)


def opened(url: str) -> Found:
    """What an address answers now."""
    try:
        status = status_of(url)
    except NotPublic:
        return Found(LinkCheck.Outcome.NOT_PUBLIC)
    except Unreachable:
        return Found(LinkCheck.Outcome.UNREACHABLE)
    is_there = status < ERRORS_FROM or status in ONLY_FOR_PEOPLE
    return Found(LinkCheck.Outcome.OPENED if is_there else LinkCheck.Outcome.ANSWERED, status)


@as_program("checking links")
def record(link: Link, found: Found, copy: Copy = NONE, *, now: datetime) -> None:
    """Keep what came of it, and since when it fails; its next turn is in a week, unless it is another link by now."""
    before = LinkCheck.objects.filter(evidence=link.pk, url=link.url).first()
    fails = found.outcome != LinkCheck.Outcome.OPENED
    since = ((before and before.fails_since_at) or now) if fails else None
    said = {"url": link.url, "outcome": found.outcome, "status": found.status, "checked_at": now,
            "fails_since_at": since, "copy_url": copy.url, "copy_on": copy.on, "copy_opens": copy.opens}  # fmt: skip
    LinkCheck.objects.update_or_create(evidence_id=link.pk, defaults=said)
    unchanged = Evidence.objects.filter(pk=link.pk, url=link.url, archived_url=link.archived_url)
    unchanged.update(link_due_at=now + EVERY)
