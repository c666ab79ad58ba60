"""The rows of a dataset as lines of CSV that the database writes: COPY of the same query; Python hands the bytes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from commitments.exports.datasets import Field
from commitments.exports.queries import sourced
from commitments.sheets.csv_files import Lines
from commitments.sheets.sql_cells import cell


@contextmanager
def copied(found: "QuerySet[Any]", fields: tuple[Field, ...]) -> Iterator[Lines]:
    """Each row as one line, in the order of `found`, seen by whoever acts; left early, the copying ends there."""
    statement, values = _statement(found, fields)
    with connection.cursor() as cursor, cursor.copy(statement, values) as lines:
        yield lines


def _statement(found: "QuerySet[Any]", fields: tuple[Field, ...]) -> tuple[str, tuple[Any, ...]]:
    """The order is said of the whole, with the columns it is made of: that of the rows inside is known to be it."""
    annotated, names = sourced(found, fields)
    order = {f"o{n}": F(str(path)) for n, path in enumerate(found.query.order_by)}
    query = annotated.annotate(**order).values_list(*names, *order).query
    cells = [
        cell(name, query.annotations[name].output_field, field.labels())
        for name, field in zip(names, fields, strict=True)
    ]
    inside, inner_values = query.sql_with_params()
    shown = ", ".join(f"{one.sql} AS s{n}" for n, one in enumerate(cells))
    quoted = ", ".join(f"s{n}" for n, one in enumerate(cells) if one.is_quoted)
    select = f"SELECT {shown} FROM ({inside}) AS found ORDER BY {', '.join(order)}"  # noqa: S608 - of our own words
    said = tuple(value for one in cells for value in one.values)
    return f"COPY ({select}) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE ({quoted}))", (*said, *inner_values)
