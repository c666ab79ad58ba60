"""The address of whoever got a link goes a year after the link's end; name and ministry stay with the record."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from commitments.contributions.models import Assignment
from commitments.web.transactions import as_program

KEPT_FOR = timedelta(days=365)


@as_program("counting what is due")
def count_old_addresses(*, now: datetime) -> int:
    """How many are past their time."""
    return _old(now).count()


@as_program("forgetting addresses of links")
def forget_addresses(*, now: datetime) -> int:
    """Take the addresses away that are past their time; returns how many. History never held them."""
    return _old(now).update(email="")


def _old(now: datetime) -> "QuerySet[Assignment]":
    rows: QuerySet[Assignment] = Assignment.objects.filter(expires_at__lt=now - KEPT_FOR)
    return rows.exclude(email="")
