"""What was typed, made fit to search with; and where it stands in a found text. Pure, no database."""

import re
from dataclasses import dataclass

LONGEST_QUERY = 200
EXCERPT = 220
# The reader's typing may hold anything; PostgreSQL refuses a NUL, and control characters find nothing.
CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """A run of an excerpt; `found` marks the words that were searched for."""

    text: str
    found: bool = False


def cleaned(typed: str) -> str:
    """The query without control characters and blanks at the ends, at most 200 characters long."""
    return CONTROL.sub(" ", typed).strip()[:LONGEST_QUERY].strip()


def stems(query: str) -> tuple[str, ...]:
    """The words of the query, cut so that their other forms are found in an excerpt too."""
    return tuple(word.lower()[: max(4, len(word) - 2)] for word in WORD.findall(query) if len(word) > 1)


def excerpt(text: str, query: str) -> list[Piece]:
    """The part of `text` around the first word found, cut at words, with the found words marked."""
    beginnings = stems(query)
    looked_for = re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})\w*", re.IGNORECASE)
    first = looked_for.search(text) if beginnings else None
    start = _start(text, first.start()) if first else 0
    end = _end(text, start + EXCERPT)
    return _pieces(text, start, end, list(looked_for.finditer(text, start, end)) if first else [])


def _start(text: str, hit: int) -> int:
    if hit <= EXCERPT // 2:
        return 0
    blank = text.find(" ", hit - EXCERPT // 2, hit)
    return blank + 1 if blank >= 0 else hit


def _end(text: str, wished: int) -> int:
    if wished >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, wished)
    return blank if blank > 0 else wished


def _pieces(text: str, start: int, end: int, hits: list[re.Match[str]]) -> list[Piece]:
    pieces = [Piece("… ")] if start else []
    at = start
    for hit in hits:
        pieces += [Piece(text[at : hit.start()]), Piece(hit.group(), found=True)]
        at = hit.end()
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]
