"""Treaties and their acts as the record held them: now, or at a moment of the past, before lists were read anew.

Beside the view by date: "who was a party in 2005" is asked of the acts, "what did this site say in March"
of the record.
"""

from datetime import datetime

from commitments.history.as_of import public_rows
from commitments.history.commits import public_as_of
from commitments.treaties.models import Treaty, TreatyAct, TreatyActQuerySet, TreatyQuerySet

public_as_of("commitments_treaty", "commitments_treatyact")


def treaties_at(at: datetime | None) -> TreatyQuerySet:
    """The treaties with the dates of their lists."""
    return Treaty.objects.all() if at is None else public_rows(Treaty.objects.all(), at)


def acts_at(at: datetime | None) -> TreatyActQuerySet:
    """The acts on those lists."""
    return TreatyAct.objects.all() if at is None else public_rows(TreatyAct.objects.all(), at)
