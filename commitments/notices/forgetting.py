"""Old notices and mails go when their time is over."""

from datetime import datetime, timedelta

from commitments.notices.models import Mail, Notice, ended_by
from commitments.web.transactions import as_program

NOTICES_FOR = timedelta(days=2 * 365)
MAILS_FOR = timedelta(days=365)
AT_ONCE = 10_000


@as_program("counting what is due")
def count_old_notices(*, now: datetime) -> int:
    """How many are past their time."""
    return Notice.objects.filter(made_at__lt=now - NOTICES_FOR).count()


@as_program("counting what is due")
def count_old_mails(*, now: datetime) -> int:
    """How many are past their time."""
    return Mail.objects.filter(ended_by(now - MAILS_FOR)).count()


@as_program("retention")
def forget_notices(*, now: datetime) -> int:
    """Take the oldest away, so many at once; returns how many."""
    old = Notice.objects.filter(made_at__lt=now - NOTICES_FOR).order_by("pk").values("pk")[:AT_ONCE]
    return Notice.objects.filter(pk__in=old).delete()[0]


@as_program("retention")
def forget_mails(*, now: datetime) -> int:
    """Take the oldest away, so many at once; returns how many."""
    old = Mail.objects.filter(ended_by(now - MAILS_FOR)).order_by("pk").values("pk")[:AT_ONCE]
    return Mail.objects.filter(pk__in=old).delete()[0]
