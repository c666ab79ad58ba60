"""How much one respondent may still send: altogether, and within a day (settings EVIDENCE_MB_PER_STATE, _PER_DAY)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from commitments.evidence.models import EvidenceBlob
from commitments.evidence.rules import FILE_LIMIT
from commitments.files.refusals import FileRefused, TooLarge
from commitments.respondents.models import Respondent

Taken = TypeVar("Taken")
MEGABYTE = 1_000_000
A_DAY = timedelta(days=1)


class NoRoomLeft(FileRefused):
    """What the respondent may keep, or may add within a day, is used up by what it sent before."""

    def __init__(self, left: int, *, of_today: bool) -> None:
        words = (
            _("Your State has sent as much as it may within 24 hours: this file fits only if it is within %(left)s. "
              "Nothing was kept; please send it tomorrow, or send a link to it.")
            if of_today else
            _("Your State has used the room for its files: this file fits only if it is within %(left)s. Nothing "
              "was kept; please send a link to it, or ask the people who run this site for more room.")
        )  # fmt: skip
        super().__init__(words % {"left": filesizeformat(left)})


class Room:
    """What is left for a respondent at a moment; read when it is made, with the rights of who acts."""

    def __init__(self, respondent: Respondent, now: datetime) -> None:
        today = Q(stored_at__gt=now - A_DAY)
        used = EvidenceBlob.objects.filter(respondent=respondent).aggregate(
            ever=Coalesce(Sum("size"), 0), today=Coalesce(Sum("size", filter=today), 0)
        )
        self._ever: int = max(0, settings.EVIDENCE_MB_PER_STATE * MEGABYTE - used["ever"])
        self._today: int = max(0, settings.EVIDENCE_MB_PER_DAY * MEGABYTE - used["today"])

    def within(self, take: Callable[[int], Taken]) -> Taken:
        """What `take` makes of a file no larger than what is left. Refuses with TooLarge, or with NoRoomLeft."""
        limit = min(FILE_LIMIT, self._ever, self._today)
        try:
            return take(limit)
        except TooLarge as too_large:
            if limit == FILE_LIMIT:
                raise
            raise NoRoomLeft(limit, of_today=self._today < self._ever) from too_large
