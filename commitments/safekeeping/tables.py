"""The tables of the database: how many rows each has, and a digest of all of them in the order of their key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import errors, sql

from commitments.safekeeping.refusals import SafekeepingRefused

LEFT_OUT = {"django_session": "who is signed in: after a restore everybody signs in again"}
"""Tables whose rows are in no backup, and why."""

# What a value looks like as text must not depend on who asks, and a reader who is held by a wall is told.
SPELLING = {
    "DateStyle": "ISO, YMD", "IntervalStyle": "postgres", "TimeZone": "UTC", "extra_float_digits": "1",
    "bytea_output": "hex", "row_security": "off", "statement_timeout": "0", "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0", "search_path": "public",
}  # fmt: skip
# Values that the database computes are left out: another version may compute them otherwise.
COLUMNS = """
SELECT c.relname, a.attname, coalesce(array_position(i.indkey::int2[], a.attnum), -1) AS place, a.attcollation <> 0
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname, a.attname
"""


@dataclass(frozen=True)
class Table:
    """What a table held: its number of rows, and their digest."""

    rows: int
    digest: str


@contextmanager
def one_moment() -> Iterator[tuple[CursorWrapper, str]]:
    """A reader of everything who sees one moment until he leaves, and the name under which others see it too."""
    alias = settings.MAINTENANCE_DATABASE
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for name, value in SPELLING.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor, str(cursor.fetchall()[0][0])


def tables(cursor: CursorWrapper) -> dict[str, Table]:
    """Every table by its name, those left out without their rows' digest. Refuses a reader held by a wall."""
    cursor.execute(COLUMNS)
    columns: dict[str, list[tuple[str, int, bool]]] = {}
    for name, *column in cursor.fetchall():
        columns.setdefault(name, []).append((column[0], column[1], column[2]))
    return {name: _read(cursor, name, found) for name, found in columns.items() if name not in LEFT_OUT}


def differences(expected: dict[str, Table], found: dict[str, Table]) -> list[str]:
    """One sentence for each table that is not what was expected."""
    missing = [f"{name} is missing" for name in sorted(expected.keys() - found.keys())]
    beyond = [f"{name} was not expected" for name in sorted(found.keys() - expected.keys())]
    return [
        *missing,
        *beyond,
        *filter(None, (_difference(n, expected[n], found[n]) for n in sorted(expected) if n in found)),
    ]


def _difference(name: str, expected: Table, found: Table) -> str:
    if expected.rows != found.rows:
        return f"{name} has {found.rows} rows, not {expected.rows}"
    return "" if expected == found else f"{name} has other content"


def _read(cursor: CursorWrapper, name: str, columns: list[tuple[str, int, bool]]) -> Table:
    digest, rows = hashlib.sha256(), 0
    try:
        with cursor.cursor.copy(_copied(name, columns)) as copy:
            for block in copy:
                digest.update(block)
                rows += bytes(block).count(b"\n")  # one ends each row; those in values are spelt otherwise
    except errors.InsufficientPrivilege as problem:
        raise SafekeepingRefused(
            f"The role of DATABASE_MAINTENANCE_URL cannot read all of {name}: it needs BYPASSRLS, and the rights that "
            "`migrate --database owner` gives it."
        ) from problem
    return Table(rows, digest.hexdigest())


def _copied(name: str, columns: list[tuple[str, int, bool]]) -> sql.Composed:
    """The rows in the order of their key, letters by their numbers; whole rows where there is no key."""
    key = sorted((place, column, has_letters) for column, place, has_letters in columns if place >= 0)
    order: list[sql.Composable] = [
        sql.Identifier(column) + sql.SQL(' COLLATE "C"' if has_letters else "") for _place, column, has_letters in key
    ] or [sql.SQL('t::text COLLATE "C"')]
    named = sql.SQL(", ").join(sql.Identifier(column) for column, *_ in columns)
    return sql.SQL("COPY (SELECT {} FROM {} t ORDER BY {}) TO STDOUT").format(
        named, sql.Identifier(name), sql.SQL(", ").join(order)
    )
