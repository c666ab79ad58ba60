"""Sending a paper to the secretariat, withdrawing it, bringing it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.assistance.kinds import PARAGRAPHS, kind_of
from commitments.assistance.models import Paper
from commitments.assistance.refusals import LacksSomething, SentAlready
from commitments.history.bases import EditedMeanwhile
from commitments.history.outbox import announce
from commitments.implementation.services.common import locked_open, mark_restored, mark_withdrawn


@transaction.atomic
def send_paper(paper: Paper, *, by: Actor, now: datetime, expected: int) -> None:
    """Send version `expected` of the paper; from now on it stays as it is.

    Refuses with NotAllowed, IsWithdrawn, LacksSomething, SentAlready to whoever comes second, and EditedMeanwhile
    when it is no longer what the person read before sending.
    """
    current = locked_open(paper, Permission.PAPER_SEND, by=by)
    if current.is_sent:
        raise SentAlready
    if current.version != expected:
        raise EditedMeanwhile
    if missing := lacking_in(current):
        raise LacksSomething(missing)
    current.sent_at, current.sent_by_id = now, by.user_id
    current.save(update_fields=["sent_at", "sent_by"])
    announce(kind_of(current).sent, subject=current, by=by, now=now)


@transaction.atomic
def withdraw_paper(paper: Paper, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark it as withdrawn; it leaves every list, and the secretariat sees that it was. Refuses with NotAllowed."""
    demand(by, _permission_over(paper), paper.respondent_id)
    mark_withdrawn(paper, by=by, now=now, reason=reason)


@transaction.atomic
def restore_paper(paper: Paper, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 (every verb takes `now`)
    """Bring it back as it was, sent or not. Refuses with NotAllowed."""
    demand(by, _permission_over(paper), paper.respondent_id)
    mark_restored(paper)


def lacking_in(paper: Any) -> list[str]:
    """What is still empty that a sent paper of this kind says, as its pages call it."""
    kind = kind_of(paper)
    return [str(kind.label(name)) for name in kind.needed if not _is_there(paper, name)]


def _is_there(paper: Any, name: str) -> bool:
    return bool(paper.links.all() if name == PARAGRAPHS else getattr(paper, name))


def _permission_over(paper: Paper) -> Permission:
    return Permission.PAPER_SEND if paper.is_sent else Permission.PAPER_DRAFT
