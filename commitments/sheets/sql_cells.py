"""What a value becomes in a cell of CSV where the database writes the file: character for character as `cells` says.

`cells` is the definition; a test holds the two against each other for every first character there is.
"""

# ruff: noqa: S608 - built of this module's own words
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import models

from commitments.sheets.cells import BLANKS, GUARD, SIGNS, safe_cell

Label = Mapping[str, str]
"""The words of each code of a column."""

# Nearly all texts are empty or begin with a letter: two comparisons of bytes spare them the closer look.
TEXT = (
    """CASE WHEN {c} = '' THEN '' WHEN {c} COLLATE "C" BETWEEN 'A' AND '~' THEN {c} """
    f"WHEN {{c}} ~ '^[{BLANKS}]*[{SIGNS}]' THEN '{GUARD * 2}' || {{c}} ELSE coalesce({{c}}, '') END"
)
LIST = (
    f"CASE WHEN {{c}} = '{{{{}}}}' THEN '' ELSE (SELECT {TEXT.format(c='whole')} FROM ("
    "SELECT string_agg({part}, '; ' ORDER BY at) AS whole FROM unnest({c}) WITH ORDINALITY AS said (part, at)"
    ") AS list) END"
)
CELLS: tuple[tuple[type[models.Field[object, object]], str], ...] = (
    (models.BooleanField, "CASE {c} WHEN true THEN 'yes' WHEN false THEN 'no' ELSE '' END"),
    (models.DateTimeField, """coalesce(to_char({c} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'), '')"""),
    (models.DateField, "coalesce(to_char({c}, 'YYYY-MM-DD'), '')"),
    (models.IntegerField, "coalesce({c}::text, '')"),
    (models.UUIDField, "coalesce({c}::text, '')"),
    (models.CharField, TEXT),
    (models.TextField, TEXT),
)
NUMBERS = models.IntegerField
"""Written without quotes; COPY puts an empty one into quotes by itself, as the rest of the program does."""


class NoCell(TypeError):
    """The database has no words for values of this kind: add them to CELLS."""


@dataclass(frozen=True)
class Cell:
    """SQL of one cell, its parameters, and whether it is always between quotes."""

    sql: str
    values: tuple[str, ...] = ()
    is_quoted: bool = True


def cell(column: str, field: models.Field[object, object], labels: Label | None = None) -> Cell:
    """The cell of a column of a query with values of this field, or with their labels. Refuses with NoCell."""
    if isinstance(field, ArrayField):  # the guard is for the whole
        part, said = _labelled("part", labels or {}, otherwise="part")
        return Cell(LIST.format(c=column, part=part), said)
    if labels:
        guarded = {code: safe_cell(label) for code, label in labels.items()}
        return Cell(*_labelled(column, guarded, otherwise=TEXT.format(c=column)))
    for kind, sql in CELLS:
        if isinstance(field, kind):
            return Cell(sql.format(c=column), is_quoted=kind is not NUMBERS)
    raise NoCell(type(field).__name__)


def _labelled(column: str, labels: Label, *, otherwise: str) -> tuple[str, tuple[str, ...]]:
    whens = " ".join("WHEN %s THEN %s" for _ in labels)
    said = tuple(word for pair in labels.items() for word in pair)
    return f"CASE {column} WHEN '' THEN '' {whens} ELSE {otherwise} END", said
