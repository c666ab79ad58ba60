"""A line of the schedule: what is kept, why, who reads it, for how long; and of what goes, the functions that do it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import ngettext

DAY, YEAR = timedelta(days=1), timedelta(days=365)


class AsOf(Protocol):
    """Something that is done or counted as of a moment; returns of how many."""

    def __call__(self, *, now: datetime) -> int: ...


@dataclass(frozen=True)
class Goes:
    """After how long, counted from when, something goes; how many are due, and what takes these away.

    What takes away may run twice, and is killed between two things or within one transaction: then that one is whole.
    """

    after: timedelta
    since: Promise
    due: AsOf
    carry_out: AsOf

    @property
    def period(self) -> str:
        """In words, from the number by which it is carried out."""
        if self.after % YEAR == timedelta(0):
            return ngettext("%(number)s year", "%(number)s years", number := self.after // YEAR) % {"number": number}
        if self.after % DAY == timedelta(0):
            return ngettext("%(number)s day", "%(number)s days", number := self.after // DAY) % {"number": number}
        number = self.after // timedelta(hours=1)
        return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}


@dataclass(frozen=True)
class Kept:
    """What is kept about persons. `lasts` is a sentence where it stays, and otherwise says when it goes."""

    what: Promise
    why: Promise
    read_by: Promise
    lasts: Promise | Goes

    @property
    def goes(self) -> Goes | None:
        """When and how it goes; nothing where it stays."""
        return self.lasts if isinstance(self.lasts, Goes) else None
