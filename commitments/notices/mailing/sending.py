"""Sending what waits: each mail is taken by one worker, handed over, and what became of it kept (ADR 29).

A mail that was taken and not handed over goes again. One that was handed over, and of which no answer was kept
because the worker died in between, does not: it may have arrived, and the notice stands in the inbox.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from commitments.notices.kinds import Kind, Pace
from commitments.notices.mailing.line import Answered, Line, Unanswered, Unreachable
from commitments.notices.mailing.writing import written
from commitments.notices.models import Mail
from commitments.notices.recipients import paces
from commitments.web.transactions import as_program

logger = logging.getLogger(__name__)
POST = "mail"
MINUTES = (1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 1440)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in MINUTES)
"""Between one attempt and the next; after the last of them, three days after the first, the mail is given up."""
SILENT_FOR = timedelta(minutes=10)
"""No worker holds a mail longer than this: the server is given twenty seconds for each step."""


def send_waiting(*, now: Callable[[], datetime]) -> int:
    """Send what is due; returns how many went. May run twice, and beside itself.

    A server that cannot be reached ends the run: the other mails keep their attempts.
    """
    free_stuck(now=now())
    sent = 0
    with Line() as line:
        while (mail := _take(now())) is not None:
            outcome = _handed(line, mail, now)
            sent += _settle(mail, outcome)
            if outcome.get("reason") == Mail.Reason.UNREACHABLE:
                break
    return sent


@as_program(POST)
def free_stuck(*, now: datetime) -> int:
    """Give back what a worker took and never settled; returns how many. Runs twice alike.

    Told by the clock, which may have been set back since: a moment far ahead counts as one long past.
    """
    stuck = Mail.objects.filter(state=Mail.State.BEING_SENT).exclude(
        taken_at__range=(now - SILENT_FOR, now + SILENT_FOR)
    )
    unknown = stuck.filter(handed_at__isnull=False).update(state=Mail.State.FAILED, reason=Mail.Reason.UNCERTAIN)
    return int(unknown) + int(stuck.update(state=Mail.State.TO_SEND, due_at=now, taken_at=None))


@as_program(POST)
def _take(now: datetime) -> Mail | None:
    """The next mail that is due, now this worker's; what nobody wants any more is settled on the way."""
    while (mail := _due(now).first()) is not None:
        needless = _needless(mail)
        if not needless:
            mail.state, mail.taken_at, mail.attempts = Mail.State.BEING_SENT, now, mail.attempts + 1
            mail.save(update_fields=["state", "taken_at", "attempts"])
            return mail
        mail.state, mail.reason = needless
        mail.save(update_fields=["state", "reason"])
    return None


def _due(now: datetime) -> QuerySet[Mail]:
    """Whose time has come, or lies farther ahead than any pause: then the clock was set back."""
    due = Q(due_at__lte=now) | Q(due_at__gt=now + max(PAUSES))
    waiting: QuerySet[Mail] = Mail.objects.filter(due, state=Mail.State.TO_SEND)
    locked = waiting.select_for_update(skip_locked=True, of=("self",))
    return locked.select_related("recipient", "notice").order_by("due_at", "pk")


def _needless(mail: Mail) -> tuple[Mail.State, Mail.Reason] | None:
    """How it ends without being sent, if it does."""
    if not mail.recipient.is_active or mail.recipient.is_closed:
        return Mail.State.FAILED, Mail.Reason.NO_ADDRESS
    if mail.notice is None:
        return None if mail.told.unread().exists() else (Mail.State.NOT_NEEDED, Mail.Reason.READ)
    if mail.notice.read_at is not None:
        return Mail.State.NOT_NEEDED, Mail.Reason.READ
    pace = paces([mail.recipient_id], Kind(mail.notice.kind))[mail.recipient_id]
    return (Mail.State.NOT_NEEDED, Mail.Reason.UNWANTED) if pace == Pace.NONE else None


def _handed(line: Line, mail: Mail, now: Callable[[], datetime]) -> dict[str, Any]:
    """Hand it over; what became of it, as its row says it."""
    try:
        message = _written(mail)
    except Exception:  # whatever is wrong with one mail, the others go
        logger.exception("mail %s could not be written", mail.public_id)
        return _later(mail, Mail.Reason.FAULT, "", now())
    try:
        line.hand_over(message, about_to=lambda: _say_handed(mail, now()))
    except Unreachable as gone:
        return _later(mail, Mail.Reason.UNREACHABLE, str(gone), now())
    except Answered as refused:
        if refused.is_final:
            return {"state": Mail.State.FAILED, "reason": Mail.Reason.REFUSED, "answer": str(refused)}
        return _later(mail, Mail.Reason.LATER, str(refused), now())
    except Unanswered:
        return {"state": Mail.State.FAILED, "reason": Mail.Reason.UNCERTAIN}
    return {"state": Mail.State.SENT, "sent_at": now(), "reason": "", "answer": ""}


_written = as_program(POST)(written)


@as_program(POST)
def _say_handed(mail: Mail, now: datetime) -> None:
    """Kept before the server has the mail: whoever finds it later knows that it may have."""
    _mine(mail).update(handed_at=now)


def _later(mail: Mail, reason: Mail.Reason, answer: str, now: datetime) -> dict[str, Any]:
    if mail.attempts > len(PAUSES):
        return {"state": Mail.State.FAILED, "reason": reason, "answer": answer}
    pause = PAUSES[mail.attempts - 1]
    return {
        "state": Mail.State.TO_SEND, "reason": reason, "answer": answer, "due_at": now + pause, "taken_at": None,
        "handed_at": None,
    }  # fmt: skip


@as_program(POST)
def _settle(mail: Mail, outcome: dict[str, Any]) -> bool:
    """Keep what became of it, unless it is no longer this worker's; returns whether it went."""
    _mine(mail).update(**outcome)
    if outcome["state"] == Mail.State.FAILED:
        logger.warning("mail %s was given up: %s", mail.public_id, outcome["reason"])
    return bool(outcome["state"] == Mail.State.SENT)


def _mine(mail: Mail) -> QuerySet[Mail]:
    """The row, if it still runs under the attempt that this worker began."""
    rows: QuerySet[Mail] = Mail.objects.filter(pk=mail.pk, state=Mail.State.BEING_SENT, attempts=mail.attempts)
    return rows
