"""The date a reader asks for, and whether the list held can answer for it: pure rules."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.respondents.rows import date_of


class DateRefused(Exception):
    """The date asked for cannot be answered; the words say why."""


def in_words(day: date) -> str:
    """The date as a reader's page shows it."""
    return _in_language(day, get_language())


@lru_cache(maxsize=10_000)  # pages of acts repeat few dates, and formatting one costs more than a row
def _in_language(day: date, _language: str | None) -> str:
    return date_format(day, "j F Y")


def day_asked(text: str, *, today: date) -> date | None:
    """The day written as YYYY-MM-DD; None when nothing is asked. Refuses nonsense and the future."""
    text = text.strip()
    if not text:
        return None
    day = date_of(text)
    if day is None:
        raise DateRefused(_("“%s” is no date. Write it as 2005-12-16.") % text[:40])
    if day > today:
        raise DateRefused(_("%s lies in the future.") % in_words(day))
    return day


def day_on_list(text: str, *, list_as_of: date, today: date) -> date:
    """The day asked for, else the date of the list. Refuses a day after the list: nothing is known then."""
    day = day_asked(text, today=today)
    if day is None:
        return list_as_of
    if day > list_as_of:
        words = {"day": in_words(day), "list": in_words(list_as_of)}
        raise DateRefused(_("%(day)s is after the list held, of %(list)s: nothing is known after that date.") % words)
    return day
