"""Reading a table as it stood: a QuerySet whose rows a function of the database gives, and which chains as any."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models.sql.datastructures import BaseTable

from commitments.web.kept import by_reference

Record = TypeVar("Record", bound=models.Model)
RowsOf = TypeVar("RowsOf", bound=models.QuerySet[Any])


class TableAsOf(BaseTable):
    """Stands in a query where the table itself would: the function gives rows of the table's own type."""

    def __init__(self, table_name: str, alias: str, call: str, parameters: Sequence[object]) -> None:
        super().__init__(table_name, alias)
        self.call, self.parameters = call, tuple(parameters)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 (Django's signature)
        """The call, under the name that the rest of the query uses."""
        return f"{self.call} {compiler.quote_name_unless_alias(self.table_alias)}", self.parameters

    def relabeled_clone(self, change_map: dict[str | None, str]) -> "TableAsOf":
        """The same inside another query."""
        alias = change_map.get(self.table_alias) or str(self.table_alias)
        return TableAsOf(self.table_name, alias, self.call, self.parameters)

    @property
    def identity(self) -> tuple[Any, ...]:
        """Two calls are the same table only with the same parameters."""
        return (*super().identity, self.call, self.parameters)


def rows_of(rows: RowsOf, call: str, *parameters: object) -> RowsOf:
    """The (yet unfiltered) QuerySet, reading from `call` (with a %s for each parameter) instead of its table."""
    found = rows.all()
    if found.query.alias_map:
        raise ValueError("a table is exchanged before anything is asked of it")
    table = found.model._meta.db_table
    found.query.join(TableAsOf(table, table, call, parameters))
    return found


def public_rows(rows: RowsOf, at: Any) -> RowsOf:
    """A table that is open to every reader, as it stood at `at` (history.commits.public_as_of)."""
    return rows_of(rows, f"{rows.model._meta.db_table}_as_of(%s)", at)


def stood_at(model: type[Record], at: datetime) -> dict[int, Record]:
    """The records of a small table that is open to every reader, as they stood at `at` (commits.public_versions)."""
    found: dict[int, Record] = {}
    for version in _versions(model):
        if version.committed_at <= at:
            found.pop(version.pk, None)
            if not version.is_gone:
                found[version.pk] = version
    return found


@by_reference
def _versions(model: type[models.Model]) -> list[Any]:
    name = f"{model._meta.db_table}_versions()"
    return list(model._default_manager.raw(f"SELECT (v.stood).*, v.committed_at, v.is_gone FROM {name} v"))  # noqa: S608
