"""Footnote numbers glued to words: which are indicators, which are part of the word, which are doubtful.

A number is a candidate by glue: it follows a letter, a closing mark or a number with punctuation, and
nothing but space or punctuation follows it. It is accepted by sequence: the next number that is due,
or one that was seen. What fails only one of the two is taken out and marked with the doubt; what is
plainly part of a document symbol stays in the text and is listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commitments.instruments.reading.values import NotAnIndicator, ReadIndicator

NUMBER = re.compile(r"(?<!\d)[1-9]\d{0,2}(?=$|[\s,.;:)\]”’])(?![.,]\w)")
GLUE = re.compile(r"(?P<word>[^\s,;:]*?(?:[^\W_]|[)\]”’\"']))(?P<punctuation>[.,;:]?[”’\"')]?)$")
FARTHEST = 80
SYMBOL_WORDS = frozenset({
    "Add", "ADD", "Art", "Chap", "Conf", "CONF", "Corr", "CORR", "Dec", "DEC", "Inf", "INF", "L", "Misc",
    "MISC", "No", "Nos", "Res", "RES", "Rev", "REV", "Suppl", "Vol", "nos", "para", "paras", "pp", "vol",
})  # fmt: skip
IN_SYMBOL = re.compile(r"[A-Z]\.\d|\d\.[IVX]+$|[A-Z]+\.\d|/")
ALL_CAPITALS = re.compile(r"[A-Z]{1,6}$")
ENDS_IN_NUMBER = re.compile(r"(?:^|\D)(?:\d{4}|\d+/\d+)$")


@dataclass
class Sequence:
    """Which note is due next; goes on from paragraph to paragraph of one text."""

    notes: int
    seen: set[int] = field(default_factory=set)

    @property
    def due(self) -> int:
        return max(self.seen, default=0) + 1

    def fits(self, number: int) -> bool:
        return number in self.seen or number == self.due


@dataclass(frozen=True)
class Taken:
    """A paragraph's text without its indicators, the indicators, and what was left in."""

    text: str
    indicators: tuple[ReadIndicator, ...]
    left: tuple[NotAnIndicator, ...]


def take_out(raw: str, *, line: int, sequence: Sequence) -> Taken:
    """Take the indicators out of a paragraph that begins at a line of the source."""
    pieces, start, shift = [], 0, 0
    indicators: list[ReadIndicator] = []
    left: list[NotAnIndicator] = []
    for found, glue in _candidates(raw):
        number, at = int(found[0]), line + raw.count("\n", 0, found.start())
        verdict = judged(glue["word"], glue["punctuation"], number, sequence)
        if isinstance(verdict, NotHere):
            if verdict.reason:
                left.append(NotAnIndicator(f"{glue[0]}{number}", at, verdict.reason))
            continue
        pieces.append(raw[start : found.start()])
        word = _last_word(glue["word"])
        indicators.append(ReadIndicator(number, found.start() - shift, at, word, glue["punctuation"], verdict))
        sequence.seen.add(number)
        start, shift = found.end(), shift + len(found[0])
    return Taken("".join([*pieces, raw[start:]]), tuple(indicators), tuple(left))


def _candidates(raw: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Numbers that are glued to something, with what they are glued to."""
    after = 0
    for found in NUMBER.finditer(raw):
        before = raw[max(after, found.start() - FARTHEST) : found.start()]
        if before and not before[-1].isspace() and (glue := GLUE.search(before.split()[-1])):
            after = found.end()
            yield found, glue


@dataclass(frozen=True)
class NotHere:
    """The number belongs to the text; with a reason when a reader might have taken it for a note."""

    reason: str = ""


def judged(word: str, punctuation: str, number: int, sequence: Sequence) -> str | NotHere:
    """The doubt about an indicator (empty: none), or that it is not one."""
    if number > sequence.notes or number < 1:
        return NotHere()
    if is_document_symbol(word, punctuation):
        return NotHere(_("part of a document symbol"))
    if ENDS_IN_NUMBER.search(word):
        return _follows_a_number(punctuation, number, sequence)
    if word[-1:].isdigit():
        return NotHere(_("follows another number"))
    if not punctuation and ALL_CAPITALS.fullmatch(_last_word(word)):
        return _follows_capitals(number, sequence)
    return "" if sequence.fits(number) else _("note %(due)s was due") % {"due": sequence.due}


def is_document_symbol(word: str, punctuation: str) -> bool:
    """Whether the glue makes a document symbol or an abbreviation ("Corr.1", "E.05.IV.7")."""
    if punctuation != ".":
        return False
    last = re.split(r"[^\w]", word)[-1]
    return last in SYMBOL_WORDS or bool(IN_SYMBOL.search(word))


def _follows_a_number(punctuation: str, number: int, sequence: Sequence) -> str | NotHere:
    if punctuation in {",", ";", ":"} and number == sequence.due:
        return _("follows a number")
    return NotHere(_("follows another number"))


def _follows_capitals(number: int, sequence: Sequence) -> str | NotHere:
    if number == sequence.due:
        return _("follows capitals, which may have a number of their own")
    return NotHere(_("capitals with a number of their own"))


def _last_word(word: str) -> str:
    return re.split(r"[\s(\[“‘/]", word)[-1]
