"""An account whose person has acted for nobody for a year is closed: it opens no more, and its address goes.

The name stays, for it is the record of who did what. History never held the address (ADR 20).
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commitments.access.actor import program
from commitments.access.models import NOWHERE, Designation, User, second_factors
from commitments.access.services import untie
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.web.transactions import as_program

KEPT_FOR = timedelta(days=365)
CLOSING = "closing accounts"
WHY = "The account was closed: nobody's designation for longer than accounts are kept."


@as_program("counting what is due")
def count_left(*, now: datetime) -> int:
    """How many accounts are to be closed."""
    return _left(now).count()


def close_left(*, now: datetime) -> int:
    """Close each account that is due, in a transaction of its own; returns how many were closed."""
    with as_program(CLOSING):
        due = list(_left(now).order_by("pk").values_list("pk", flat=True))
    return sum(_closed(pk, now) for pk in due)


def _left(now: datetime) -> QuerySet[User]:
    """Accounts with an address whose last designation ended, and which were made or given their address, before."""
    before = now - KEPT_FOR
    lasting = Q(until_on__isnull=True) | Q(until_on__gte=timezone.localdate(before))
    designated = Designation.objects.filter(lasting, user=OuterRef("pk"))
    left = User.objects.filter(~Exists(designated), joined_at__lt=before)
    return left.exclude(email_changed_at__gte=before).exclude(email__endswith=NOWHERE)


@as_program(CLOSING)
def _closed(pk: int, now: datetime) -> bool:
    """Whether it was closed: who was designated since it was found due, or waits for the lock to be, stays."""
    user = User.objects.select_for_update().get(pk=pk)
    if not _left(now).filter(pk=pk).exists():
        return False
    _take_what_signs_in(user, now)
    user.email, user.is_active, user.last_login = f"account-{user.pk}{NOWHERE}", False, None
    user.set_unusable_password()
    user.save(update_fields=["email", "is_active", "last_login", "password"])
    announce(EventName.ACCOUNT_CLOSED, subject=user, by=program(CLOSING), now=now)
    return True


def _take_what_signs_in(user: User, now: datetime) -> None:
    for identity in user.identities.filter(untied_at__isnull=True):
        untie(identity, reason=WHY, by=program(CLOSING), now=now)
    get_adapter().end_sessions(UserSession.objects.filter(user=user))
    for rows in (second_factors(), EmailAddress.objects, SocialAccount.objects):
        rows.filter(user=user).delete()
