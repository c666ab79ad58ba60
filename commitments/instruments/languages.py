"""The language in which a text was read, and how words in another are found with it as the fallback."""

from typing import Any, TypeVar

from django.db.models import Case, Model, Prefetch, QuerySet, Value, When

ORIGINAL = "en"
FETCHED = "wordings_read"

M = TypeVar("M", bound=Model)


class WordingNotFetched(RuntimeError):
    """Words were asked of a row that was read without them; the query lacks its wording prefetch."""


def in_language(wordings: QuerySet[M], language: str) -> QuerySet[M]:
    """The wordings in a language, followed by those in the original language."""
    return wordings.filter(language__in={language, ORIGINAL}).order_by(
        Case(When(language=language, then=Value(0)), default=Value(1))
    )


def prefetched(wordings: QuerySet[Any], language: str) -> "Prefetch[Any]":
    """A prefetch of the wordings of a row."""
    return Prefetch("wordings", queryset=in_language(wordings, language), to_attr=FETCHED)


def fetched(row: Model, words: str) -> str:
    """Words read in the query of their row. Refuses with WordingNotFetched rather than query."""
    found = getattr(row, words, None)
    if found is None:
        raise WordingNotFetched(f"{type(row).__name__} {row.pk} was read without its words")
    return str(found)


def first_wording(row: Model) -> Any:
    """The best wording fetched with a row. Refuses with WordingNotFetched rather than query."""
    wordings = getattr(row, FETCHED, None)
    if not wordings:
        raise WordingNotFetched(f"{type(row).__name__} {row.pk} was read without its words")
    return wordings[0]
