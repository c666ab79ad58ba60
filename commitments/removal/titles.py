"""What a record is called where somebody asks for its content, and in the register, which nothing typed may enter."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.removal.places import Kind

Titled = Callable[[Any], str]
ON_A_PARAGRAPH = ("obligation", "cycle")


def _day(moment: Any) -> str:
    return date_format(moment, "DATE_FORMAT")


def recorded(record: Any) -> str:
    """The day it was recorded: for a record that is known by what somebody typed."""
    return _("recorded on %(day)s") % {"day": _day(record.created_at)}


def _of_paragraph(record: Any) -> str:
    return f"{record.obligation.reference}, {record.cycle.name}"


def _of_reply(record: Any) -> str:
    return _("%(cycle)s, version %(number)s") % {"cycle": record.cycle.name, "number": record.number}


def _of_question(record: Any) -> str:
    return _("%(cycle)s, question %(number)s") % {"cycle": record.cycle.name, "number": record.number}


STANDS_IN: dict[str, Titled] = {
    Kind.ANSWER: _of_paragraph,
    Kind.ASSIGNMENT: _of_paragraph,
    Kind.REPLY: _of_reply,
    Kind.QUESTION: _of_question,
    Kind.FIGURE: lambda record: f"{record.obligation.reference}, {record.year}",
    Kind.DISPATCH: lambda record: f"{record.cycle.name}, {_day(record.sent_on)}",
    Kind.EXTENSION: lambda record: f"{record.cycle.name}, {_day(record.until_on)}",
    Kind.DISTRIBUTION: lambda record: f"{record.obligation.reference}, {_day(record.sent_on)}",
    Kind.MANDATE: lambda record: str(record.obligation.reference),
    Kind.OUTCOME: lambda record: f"{record.obligation.reference}, {recorded(record)}",
}
"""Of all others the day they were recorded."""
READ_WITH: dict[str, tuple[str, ...]] = {
    Kind.ANSWER: ON_A_PARAGRAPH, Kind.ASSIGNMENT: ON_A_PARAGRAPH, Kind.REPLY: ("cycle",), Kind.QUESTION: ("cycle",),
    Kind.FIGURE: ("obligation",), Kind.DISPATCH: ("cycle",), Kind.EXTENSION: ("cycle",),
    Kind.DISTRIBUTION: ("obligation",), Kind.MANDATE: ("obligation",), Kind.OUTCOME: ("obligation",),
}  # fmt: skip


def stands_in(kind: str, record: Any) -> str:
    """Where it stands, in words that nobody typed into it."""
    return STANDS_IN.get(kind, recorded)(record)


def title_of(kind: str, record: Any) -> str:
    """For the eyes of who asks: its own title where it has one."""
    return str(getattr(record, "title", "")) or stands_in(kind, record)
