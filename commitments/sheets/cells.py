"""What a value becomes in a cell, so that no spreadsheet program can take words for a formula.

The guard of CSV: a text that begins (white space aside) with = + - @, their full-width forms, a tab, a carriage return
or another control character gets a leading apostrophe, and so does a text that begins with an apostrophe. Taking one
leading apostrophe away gives the text back, character for character. Numbers are written as numbers and need no guard.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

GUARD = "'"
# As Python and PostgreSQL both read them. Blanks and what is not seen, then what makes a text run or is the guard.
BLANKS = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff"
SIGNS = r"-=+@\uff1d\uff0b\uff0d\uff20\u2212\u0027\u0001-\u001f\u007f-\u009f"
_RUNS = re.compile(f"[{BLANKS}]*[{SIGNS}\x00]")  # no text of the database has the character zero
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def safe_cell(text: str) -> str:
    """The text with the guard where it needs one; nothing else of it changes."""
    return GUARD + text if _RUNS.match(text) else text


def without_guard(cell: str) -> str:
    """The text that `safe_cell` was given."""
    return cell.removeprefix(GUARD)


def xml_text(text: str) -> str:
    """The text without the characters that XML forbids or discourages."""
    return _NOT_IN_XML.sub("", text)


def csv_value(value: object) -> str | int | float | Decimal:
    """A value as CSV holds it: numbers as numbers, times in UTC and ISO 8601, everything else as guarded text."""
    if type(value) is str:
        return GUARD + value if _RUNS.match(value) else value
    if value is None:
        return ""
    if isinstance(value, (int, Decimal, float)) and not isinstance(value, bool):
        return value
    return safe_cell(as_text(value))


def as_text(value: object) -> str:
    """Any other value in words."""
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return "" if value is None else str(value)


def _moment(value: datetime) -> str:
    return (value.astimezone(UTC) if value.tzinfo else value).isoformat(timespec="seconds")


_WORDS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (datetime, _moment),
    (date, date.isoformat),
    ((list, tuple), lambda value: "; ".join(as_text(part) for part in value)),
    (dict, lambda value: json.dumps(value, ensure_ascii=False, default=as_text)),
)
