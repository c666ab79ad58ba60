"""Where persons are signed in is forgotten once they are not (the page on privacy says when)."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from commitments.web.transactions import as_program


@as_program("counting what is due")
def count_ended(*, now: datetime) -> int:
    """Of how many sessions that are no more the place and browser are still kept."""
    running = Session.objects.filter(expire_date__gt=now)
    number: int = UserSession.objects.exclude(session_key__in=running.values("session_key")).count()
    return number


@as_program("forgetting sessions")
def forget_ended(*, now: datetime) -> int:
    """Take away sessions past their end, and the place and browser of each that is no more; returns how many places."""
    Session.objects.filter(expire_date__lte=now).delete()
    gone: int
    gone, _each = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return gone
