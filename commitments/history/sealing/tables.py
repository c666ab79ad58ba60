"""Which tables are sealed, and where their numbers stand: asked of the database, so that none is forgotten."""

import json
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

HISTORIES = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attname COLLATE "C")
             FILTER (WHERE left(a.attname, 4) <> 'pgh_')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
    GROUP BY c.relname HAVING bool_or(a.attname = 'pgh_id') ORDER BY c.relname COLLATE "C"
"""
POSITIONS = """
    SELECT jsonb_object_agg(name, coalesce(pg_sequence_last_value(pg_get_serial_sequence(name, 'pgh_id')::regclass), 0))
    FROM unnest(%s::text[]) name
"""


class History(NamedTuple):
    """A table of events, and the columns that hold what its record held."""

    table: str
    columns: list[str]


def histories(cursor: CursorWrapper) -> list[History]:
    """All tables of events, in order of their names."""
    cursor.execute(HISTORIES)
    return [History(*row) for row in cursor.fetchall()]


def positions(cursor: CursorWrapper, tables: list[str]) -> dict[str, int]:
    """The last number that each table has given to an event."""
    cursor.execute(POSITIONS, [tables])
    found: dict[str, int] = json.loads(cursor.fetchall()[0][0])
    return found
