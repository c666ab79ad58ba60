"""Opening the links of evidence: what a State gave as proof should still be there when it is read."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Q

from commitments.evidence.models import Evidence, LinkCheck
from commitments.web.outgoing import NotPublic, Unreachable, status_of
from commitments.web.transactions import as_program

EVERY = timedelta(days=7)
AT_ONCE = 50
SECONDS_AT_ONCE = 300.0
ERRORS_FROM = 400
ONLY_FOR_PEOPLE = frozenset((401, 403, 429))
"""What many websites answer to a program, and not to a person: the page is there."""


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
    for evidence_id, url in due(now()):
        if time.monotonic() > end:
            break
        record(evidence_id, url, (look or opened)(url), now=now())
        checked += 1
    return checked


@as_program("checking links")
def due(now: datetime) -> list[tuple[int, str]]:
    """Whose turn it is."""
    waiting = Q(link_check__isnull=True) | Q(link_check__checked_at__lte=now - EVERY) | ~Q(link_check__url=F("url"))
    standing = Evidence.objects.filter(waiting, withdrawn_at__isnull=True).exclude(url="")
    in_turn = standing.order_by(F("link_check__checked_at").asc(nulls_first=True), "pk")
    return list(in_turn.values_list("pk", "url")[:AT_ONCE])


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
def record(evidence_id: int, url: str, found: Found, *, now: datetime) -> None:
    """Keep what came of it, and since when it fails."""
    before = LinkCheck.objects.filter(evidence=evidence_id, url=url).first()
    fails = found.outcome != LinkCheck.Outcome.OPENED
    since = ((before and before.fails_since_at) or now) if fails else None
    said = {"url": url, "outcome": found.outcome, "status": found.status, "checked_at": now, "fails_since_at": since}
    LinkCheck.objects.update_or_create(evidence_id=evidence_id, defaults=said)
