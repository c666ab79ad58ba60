"""Three texts of one cell: what it began with, what the program has now, what the file says; and what becomes of it."""

from enum import StrEnum

from commitments.workbooks.columns import Value


class Fate(StrEnum):
    """What taking the file over does with a cell."""

    UNTOUCHED = "untouched"
    SAID = "said"
    TAKEN = "taken"
    COLLIDES = "collides"


def fate(base: Value, now: Value, file: Value) -> Fate:
    """A cell changed on one side only is merged; one that was changed on both sides, to other things, is asked for."""
    if file == base:
        return Fate.UNTOUCHED
    if file == now:
        return Fate.SAID
    return Fate.TAKEN if now == base else Fate.COLLIDES
