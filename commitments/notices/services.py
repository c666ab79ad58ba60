"""What people do with notices and mails: read, put back, choose, stop, have a failed one sent again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, Refused
from commitments.jobs.broker import after_commit
from commitments.notices.kinds import CHOSEN, USUAL, Kind, Pace
from commitments.notices.models import Mail, MailChoice, Notice
from commitments.notices.telling import SEND
from commitments.web.transactions import as_program

STOPPING = "a link to stop"


class MailNotSentAgain(Refused):
    """Only a mail that failed is sent again."""


def mark_read(notice: Notice, *, by: Actor, now: datetime) -> None:
    """He has seen it; the moment of the first time stays."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=now)


def mark_unread(notice: Notice, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 (as its opposite)
    """He wants to come back to it."""
    Notice.objects.visible_to(by).filter(pk=notice.pk).update(read_at=None)


def mark_all_read(*, by: Actor, now: datetime) -> int:
    """All that had come by now; returns how many. What comes meanwhile stays unread."""
    read: int = Notice.objects.visible_to(by).unread().filter(made_at__lte=now).update(read_at=now)
    return read


def choices_of(actor: Actor) -> dict[Kind, Pace]:
    """What holds for him, by kind: what he chose, else what is usual."""
    return _holding(MailChoice.objects.visible_to(actor))


@transaction.atomic
def choose(paces: Mapping[Kind, Pace], *, by: Actor, now: datetime) -> None:
    """Keep how soon he wants mails of these kinds. Refuses with NotAllowed who is not signed in."""
    if by.user_id is None:
        raise NotAllowed
    _keep(by.user_id, paces, now)


@as_program(STOPPING)
def stop(mail: Mail, *, now: datetime) -> None:
    """Send no more mails like this one: of its kind, or a digest; whoever holds the mail may say so."""
    kinds = [Kind(mail.notice.kind)] if mail.notice else _weekly(mail.recipient_id)
    _keep(mail.recipient_id, {kind: Pace.NONE for kind in kinds if kind in CHOSEN}, now)


@transaction.atomic
def send_again(mail: Mail, *, by: Actor, now: datetime) -> None:
    """Have a mail that failed tried anew. Refuses with NotAllowed and MailNotSentAgain."""
    if not by.may(Permission.MAILS_MANAGE):
        raise NotAllowed
    again = Mail.objects.visible_to(by).failed().filter(pk=mail.pk).update(
        state=Mail.State.TO_SEND, reason="", answer="", attempts=0, due_at=now, taken_at=None, handed_at=None
    )  # fmt: skip
    if not again:
        raise MailNotSentAgain(_("This mail does not wait for anybody: it was not given up."))
    after_commit(SEND)


def _weekly(user_id: int) -> list[Kind]:
    holding = _holding(MailChoice.objects.filter(user_id=user_id))
    return [kind for kind, pace in holding.items() if pace == Pace.WEEKLY]


def _holding(chosen: QuerySet[MailChoice]) -> dict[Kind, Pace]:
    """By kind: what one person chose, else what is usual."""
    usual = {kind: USUAL[kind] for kind in CHOSEN}
    return usual | {Kind(kind): Pace(pace) for kind, pace in chosen.values_list("kind", "pace")}


def _keep(user_id: int, paces: Mapping[Kind, Pace], now: datetime) -> None:
    for kind, pace in paces.items():
        MailChoice.objects.update_or_create(user_id=user_id, kind=kind, defaults={"pace": pace, "changed_at": now})
