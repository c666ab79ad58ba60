"""A dataset as one person takes it along: which rows, which columns, and its name on a sheet."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commitments.access.actor import Actor
from commitments.exports.datasets import Dataset, Field, fields_for
from commitments.exports.filters import RecordFilter
from commitments.exports.queries import records, rows
from commitments.sheets.columns import Column, Sheet


@dataclass(frozen=True)
class Table:
    """The rows are read when a writer asks for them, by whoever acts then."""

    dataset: Dataset
    fields: tuple[Field, ...]
    found: "QuerySet[Any]"

    @property
    def columns(self) -> list[Column]:
        """Its columns, in the language now active."""
        return [field.column() for field in self.fields]

    def sheet(self) -> Sheet:
        """Its values, row by row."""
        return Sheet(str(self.dataset.label).split(" (")[0], self.columns, rows(self.found, self.fields))


def table(dataset: Dataset, actor: Actor, narrowed: RecordFilter, *, own: bool) -> Table:
    """What of this dataset the person may see."""
    found = records(dataset, actor=actor, narrowed=narrowed, own=own)
    return Table(dataset, fields_for(dataset, actor, own=own), found)
