"""Notes of pages that were read go when their time is over; maintenance alone may take them away."""

from datetime import datetime, timedelta

from django.conf import settings

from commitments.auditing.models import PageRead
from commitments.web.transactions import as_program

KEPT_FOR = timedelta(days=2 * 365)
AT_ONCE = 10_000


@as_program("counting what is due")
def count_old_readings(*, now: datetime) -> int:
    """How many are past their time."""
    return PageRead.objects.filter(read_at__lt=now - KEPT_FOR).count()


def forget_readings(*, now: datetime) -> int:
    """Take away those past their time, the oldest first; returns how many.

    In pieces, each a transaction: killed between two, the rest goes next time.
    """
    old = PageRead.objects.using(settings.MAINTENANCE_DATABASE).filter(read_at__lt=now - KEPT_FOR)
    forgotten = 0
    while piece := list(old.order_by("read_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        gone, _each = old.filter(pk__in=piece).delete()
        forgotten += gone
    return forgotten
