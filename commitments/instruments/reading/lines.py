"""The lines of a source with their numbers, and the few shapes a line of an adopted text can have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

NUMBERED = re.compile(r"^(?P<lead>\s+(?P<number>\d{1,3})\.[ \t]+)(?=\S)")
ITEM = re.compile(r"^\s+\((?P<label>[a-z]{1,5})\)[ \t]+")
INDENTED = re.compile(r"^(?P<lead>[ \t]+)(?=\S)")
HEADING_LABEL = re.compile(r"^(?P<label>[IVXLC]+|[A-Z]|\d{1,2})\.[ \t]+(?P<text>\S.*)$")
DATE = re.compile(r"^\d{1,2} [A-Z][a-z]+ \d{4}$")


@dataclass(frozen=True)
class Line:
    """A line of the source with its number."""

    number: int
    text: str

    @property
    def stripped(self) -> str:
        return self.text.strip()

    @property
    def is_blank(self) -> bool:
        return not self.stripped

    @property
    def is_indented(self) -> bool:
        return bool(INDENTED.match(self.text))


def numbered_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, counted from one as an editor counts them."""
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), start=1))


def written(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines that have words."""
    return (line for line in lines if not line.is_blank)


def date_of(words: str) -> date | None:
    """ "16 December 2005" as a date; nothing where the words are not a date."""
    if not DATE.match(words.strip()):
        return None
    try:
        return datetime.strptime(words.strip(), "%d %B %Y").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return None
