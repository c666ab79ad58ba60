"""The kinds of answer that a chart tells apart, as its legend and its table name them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from commitments.charts import hatches
from commitments.charts.hatches import Hatch
from commitments.charts.values import Cell


@dataclass(frozen=True)
class Part:
    """One kind of answer: its code decides the colour, its label is what people read.

    An answer such as "not applicable" is drawn and counted, and stands in no share and no denominator.
    """

    code: str
    label: str
    in_share: bool = True
    hatch: Hatch = Hatch.NONE


def legend(key: str, parts: tuple[Part, ...]) -> tuple[tuple[SafeString, str], ...]:
    """A swatch and its meaning for each part."""
    return tuple((hatches.swatch(key, part.code, part.hatch), part.label) for part in parts)


def heads(group_name: str, parts: tuple[Part, ...]) -> tuple[Cell, ...]:
    """The groups' column, then one of numbers for each part."""
    return (Cell(group_name), *(Cell(part.label, is_number=True) for part in parts))
