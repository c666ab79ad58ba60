"""How long a workbook that came back is kept where nobody takes it over or throws it away."""

from datetime import datetime, timedelta

from commitments.web.transactions import as_program
from commitments.workbooks.models import ReturnedWorkbook, ReturnedWorkbookQuerySet

KEPT_FOR = timedelta(days=30)


@as_program("counting what is due")
def count_old(*, now: datetime) -> int:
    """How many are past their time."""
    return _old(now).count()


@as_program("clearing")
def remove_old(*, now: datetime) -> int:
    """Take those away that are past their time; returns how many went."""
    return int(_old(now).delete()[0])


def _old(now: datetime) -> ReturnedWorkbookQuerySet:
    old: ReturnedWorkbookQuerySet = ReturnedWorkbook.objects.filter(created_at__lt=now - KEPT_FOR)
    return old
