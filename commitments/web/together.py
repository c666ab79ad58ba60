"""Several lists of records in one query: each is a subquery, read as JSON and made records again."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators


def together(*lists: QuerySet[Any]) -> list[list[Any]]:
    """The records of each queryset, in its order, with what it selects and annotates; one query for all.

    The rights of the reader hold in each list as they do alone.
    Not for querysets that prefetch.
    """
    compilers = [found.query.get_compiler(connection=connection) for found in lists]
    parts, parameters = [], []
    for compiler in compilers:
        try:
            sql, values = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:  # nothing can be in it: `.none()`, or a choice among no ids
            parts.append("'[]'")
            continue
        parts.append(f"(SELECT coalesce(json_agg(found), '[]') FROM ({sql}) found)::text")  # noqa: S608 (Django's own)
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        row = cursor.fetchone()
    read = [json.loads(text, parse_float=Decimal) for text in row]
    return [_records(compiler, rows) for compiler, rows in zip(compilers, read, strict=True)]


def _records(compiler: Any, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """What Django's own ModelIterable does with rows."""
    if not rows:
        return []
    fields = [expression.output_field for expression, _sql, _alias in compiler.select]
    of, info = connection.alias, compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    populators = get_related_populators(info, compiler.select, of)  # type: ignore[call-arg]  # the stubs are newer
    found = []
    for row in rows:
        values = [_value(field, value) for field, value in zip(fields, row.values(), strict=True)]
        record = info["model"].from_db(of, names, values[first:last])
        for populator in populators:
            populator.populate(values, record)
        for name, place in compiler.annotation_col_map.items():
            setattr(record, name, values[place])
        found.append(record)
    return found


def _value(field: Any, value: Any) -> Any:
    return value if value is None else field.to_python(value)
