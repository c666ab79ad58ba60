"""The mails with the links: each goes out once the assignment is kept, again only where nobody knows that it did."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from commitments.contributions.links import path_of
from commitments.contributions.models import Assignment
from commitments.web.transactions import as_program

log = logging.getLogger(__name__)


def mail_waiting(*, now: datetime) -> int:
    """Send what waits, the longest waiting first; returns how many went out.

    One that the mail server refuses stays waiting, and keeps nobody else waiting. Killed between the server's word
    and the row, a mail goes out twice: both carry the same link.
    """
    tried: list[int] = []
    sent = 0
    while (found := _mailed(tried, now)) is not None:
        pk, went = found
        tried.append(pk)
        sent += went
    return sent


@as_program("mailing links")
def _mailed(tried: list[int], now: datetime) -> tuple[int, bool] | None:
    """The next one, and whether it went out; nothing where none is left."""
    waiting = Assignment.objects.standing().filter(designation=None, mailed_at=None, expires_at__gt=now)
    free = waiting.exclude(pk__in=tried).exclude(email="").select_for_update(skip_locked=True, of=("self",))
    one = free.select_related("respondent", "cycle", "obligation__instrument").order_by("given_at", "pk").first()
    if one is None:
        return None
    try:
        with transaction.atomic():
            _send(one)
    except OSError:  # what smtplib raises is one as well
        log.exception("the mail of assignment %s could not be sent and waits", one.pk)
        return one.pk, False
    one.mailed_at = now
    one.save(update_fields=["mailed_at"])
    return one.pk, True


def _send(one: Assignment) -> None:
    with translation.override(one.language):
        context = {"assignment": one, "site": settings.SITE_NAME, "url": one.site + path_of(one)}
        subject = " ".join(render_to_string("emails/contribution_subject.txt", context).split())
        send_mail(subject, render_to_string("emails/contribution_message.txt", context), None, [one.email])
