"""Queries of pages, built once: the SQL that Django makes of a queryset is kept by all that the queryset was made of.

Building one takes longer than PostgreSQL takes to answer it. What is kept is a statement and never a row; the
reader's rights are in it as `visible_to` wrote them, so the reader is part of its key, and the policies of the
database hold for it as for any other.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from commitments.web.kept import by_arguments

P = ParamSpec("P")
Statement = tuple[str, tuple[Any, ...]]


def compiled(make: Callable[P, QuerySet[Any, Any]]) -> Callable[P, list[tuple[Any, ...]]]:
    """The rows of the queryset of values that `make` builds of its arguments, and of nothing else.

    Refuses values that Django would convert after reading: they would come as the database gives them.
    """

    @by_arguments
    @wraps(make)
    def statement(*args: P.args, **kwargs: P.kwargs) -> Statement:
        compiler = make(*args, **kwargs).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return "", ()
        if compiler.get_converters([selected for selected, *_rest in compiler.select]):
            raise TypeError(f"{make.__qualname__} selects what Django converts after reading")
        return sql, params

    @wraps(make)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[tuple[Any, ...]]:
        sql, params = statement(*args, **kwargs)
        if not sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    return rows
