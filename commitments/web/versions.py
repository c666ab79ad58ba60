"""The versions of what pages show, as they stood when the running request began; how they are read."""

# ruff: noqa: S608 - built of this module's own words
from contextvars import ContextVar
from enum import StrEnum
from typing import NamedTuple

TABLE = "commitments_pageversion"


class Scope(StrEnum):
    """What a version is of."""

    REFERENCE = "reference"
    """Texts, respondents, treaties, cycles, names of people: what changes rarely and is everybody's."""
    SHOWN = "shown"
    """What was sent and stands: all that anybody outside a respondent may see of its records."""
    OWN = "own"
    """One respondent's records, drafts included; its key is the respondent."""
    REPLIES = "replies"
    """Which replies a cycle has and where each stands; its key is the cycle."""
    FOLDED = "folded"
    """The folded counts of one cycle, which is its key; no page's version, for folding changes no count."""


class Versions(NamedTuple):
    """Numbers that are never the same again once anything they stand for has changed."""

    reference: int
    shown: int
    own: int


CURRENT: ContextVar[Versions | None] = ContextVar("versions", default=None)
"""None wherever something may be written, or nobody asked: what is made there is made anew."""
REFERENCE: ContextVar[int | None] = ContextVar("reference", default=None)
"""That of reference data, also where something else is written; None where reference data may be."""


def reading(scope: Scope, keys: str = "ARRAY[0]") -> str:
    """SQL: the version of the scope, over the keys that the expression gives."""
    summed = f"SELECT coalesce(sum(v.version), 0)::bigint FROM {TABLE} v"
    return f"({summed} WHERE v.scope = '{scope}' AND v.key = ANY ({keys}))"
