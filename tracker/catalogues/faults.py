"""What is wrong with a translation: a placeholder that went or was made up, a lost tag, a plural without a form."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")


def faults(catalogue: Catalog) -> list[str]:
    """A sentence for each translation that would break a page or lose what the page puts into it."""
    return [f"{message.id!r}: {fault}" for message in catalogue if message.id for fault in _faults(message, catalogue)]


def _faults(message: Message, catalogue: Catalog) -> Iterator[str]:
    words, said = _forms(message.id), _forms(message.string)
    if not any(said):
        return
    if message.fuzzy:
        yield "is marked fuzzy, so that nobody would read it"
    if len(said) != (catalogue.num_plurals if message.pluralizable else 1) or not all(said):
        yield "lacks a plural form"
    for each in said:
        yield from _faults_of_form(words, each, may_omit=message.pluralizable)


def _forms(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def _faults_of_form(words: list[str], said: str, *, may_omit: bool) -> Iterator[str]:
    """One form beside the last of the original; "one" and "two" may say the number in words and omit it."""
    wanted, given = Counter(PLACEHOLDER.findall(words[-1])), Counter(PLACEHOLDER.findall(said))
    lost = set() if may_omit and len(wanted - given) == 1 else set(wanted) - set(given)
    if lost or set(given) - set(wanted):
        yield f"other placeholders: {said!r}"
    if Counter(TAG.findall(words[-1])) != Counter(TAG.findall(said)):
        yield f"other tags: {said!r}"
    if _edges(words[-1]) != _edges(said):
        yield f"begins or ends with other lines: {said!r}"
    if "%(" in words[-1] and not _is_filled(said):
        yield f"a per cent sign that fills nothing: {said!r}"


def _edges(words: str) -> tuple[bool, bool]:
    return words.startswith("\n"), words.endswith("\n")


def _is_filled(said: str) -> bool:
    try:
        said % defaultdict(int)
    except (ValueError, TypeError):
        return False
    return True
