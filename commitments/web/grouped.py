"""Rows by what some of them share."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


def grouped(rows: Iterable[Row], by: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """The rows in their order, under what `by` says of each; where there is none, an empty list."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return found
