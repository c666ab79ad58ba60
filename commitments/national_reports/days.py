"""Days as a document writes them, whether they come from a column or from what was frozen."""

from datetime import date

from django.utils.dateparse import parse_date
from django.utils.formats import date_format


def day_of(said: date | str | None) -> str:
    """The day in words; nothing where none is said."""
    day = parse_date(said) if isinstance(said, str) else said
    return date_format(day, "DATE_FORMAT") if day else ""
