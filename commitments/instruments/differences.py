"""The word-level difference of two wordings of a text: pure, and the same for a command and a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\s+|[^\s]+")


class Change(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Span:
    """A run of words with one fate."""

    change: Change
    text: str


@dataclass(frozen=True)
class Difference:
    """What changed at one place of a text, named as a person names it ("D17")."""

    place: str
    spans: tuple[Span, ...]

    def __str__(self) -> str:
        return f"{self.place}: {marked(self.spans)}"


def difference_of(place: str, old: str, new: str) -> Difference | None:
    """The difference at a place; nothing where the words are the same."""
    return None if old == new else Difference(place, word_difference(old, new))


def word_difference(old: str, new: str) -> tuple[Span, ...]:
    """Spans that, without the added, give the old text, and without the removed, the new one."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    spans: list[Span] = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            spans.append(Span(Change.SAME, "".join(before[a:b])))
            continue
        if a < b:
            spans.append(Span(Change.REMOVED, "".join(before[a:b])))
        if c < d:
            spans.append(Span(Change.ADDED, "".join(after[c:d])))
    return tuple(spans)


def marked(spans: tuple[Span, ...], *, around: int = 40) -> str:
    """The difference in one line: [-removed-] {+added+}, with a few of the same words around."""
    return "".join(_marked(spans, around=around)).replace("\n", " ").replace("\t", " ").strip()


def _marked(spans: tuple[Span, ...], *, around: int) -> Iterator[str]:
    for index, span in enumerate(spans):
        match span.change:
            case Change.REMOVED:
                yield f"[-{span.text}-]"
            case Change.ADDED:
                yield f"{{+{span.text}+}}"
            case Change.SAME:
                yield _shortened(span.text, around, first=index == 0, last=index == len(spans) - 1)


def _shortened(text: str, around: int, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * around + 3:
        return text
    head, tail = text[:around], text[-around:]
    if first:
        return f"… {tail}"
    return f"{head} …" if last else f"{head} … {tail}"
