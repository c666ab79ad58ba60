"""What any format is given of somebody's text: what can be printed of it, and in which direction it is read."""

import re
import unicodedata

from django.conf import settings
from django.utils.translation import get_language_info

from commitments.sheets.cells import xml_text

RIGHT, LEFT = frozenset(("R", "AL")), frozenset(("L",))
_TURNS = re.compile("[\u202a-\u202e]")
_LINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
ENOUGH = 500


def printable(text: str) -> str:
    """The text without characters that no document holds, and without those that show letters in another order than
    they were written in; one kind of line break."""
    return xml_text(_TURNS.sub("", _LINES.sub("\n", text)))


def is_bidi(language: str) -> bool:
    """Whether a language is read from right to left; one that is not known here is not."""
    return language in dict(settings.LANGUAGES) and bool(get_language_info(language)["bidi"])


def reads_from_right(text: str, language: str) -> bool:
    """By its first letter, as browsers decide for `dir="auto"`; without one, by its language."""
    for letter in text[:ENOUGH]:
        kind = unicodedata.bidirectional(letter)
        if kind in RIGHT or kind in LEFT:
            return kind in RIGHT
    return is_bidi(language)
