"""The moment a reader asks for: a day, at its end, or an instant; pure rules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

LONGEST = 40


class MomentRefused(Exception):
    """The moment asked for cannot be answered; the words say why."""


@dataclass(frozen=True)
class Moment:
    """A moment of the past, and how the address writes it."""

    at: datetime
    text: str
    is_day: bool

    @property
    def words(self) -> str:
        """As a page says it, with the zone: days are those in which pages show dates."""
        local = timezone.localtime(self.at)
        zone = timezone.get_current_timezone_name()
        if self.is_day:
            words = {"day": date_format(date.fromisoformat(self.text), "j F Y"), "zone": zone}
            return _("%(day)s, at the end of the day (%(zone)s)") % words
        return _("%(moment)s (%(zone)s)") % {"moment": date_format(local, "j F Y, H:i:s"), "zone": zone}


def moment_asked(text: str, *, now: datetime) -> Moment | None:
    """The moment written as 2026-11-20 or 2026-11-20T14:30+01:00; None when nothing is asked.

    A day is meant at its end, today as it is now. Refuses nonsense and the future with MomentRefused.
    """
    text = text.strip()[:LONGEST]
    if not text:
        return None
    day = _day(text)
    at = _instant(text) if day is None else _end_of(day, now)
    if at > now:
        raise MomentRefused(_("%s lies in the future; the record can be shown as it stood in the past.") % text)
    return Moment(at, text if day is None else day.isoformat(), is_day=day is not None and at < now)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _end_of(day: date, now: datetime) -> datetime:
    today = timezone.localdate(now)
    if day == today:
        return now
    if day > today:
        return now + timedelta(days=1)
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())


def _instant(text: str) -> datetime:
    """A sign of the offset that an address turned into a space is put right; without an offset, the pages' zone."""
    try:
        at = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return (at if at.tzinfo else at.replace(tzinfo=timezone.get_current_timezone())).astimezone(UTC)
    except (ValueError, OverflowError) as unreadable:
        words = _("“%s” is no moment. Write a day as 2026-11-20, or an instant as 2026-11-20T14:30Z.")
        raise MomentRefused(words % text) from unreadable
