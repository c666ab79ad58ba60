"""Where a restore may write: into a database without tables and a media folder without files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connections

from commitments.safekeeping.refusals import SafekeepingRefused

TABLES_THERE = """
SELECT count(*) FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


def demand_empty_places() -> None:
    """Refuse to write over anything."""
    count = _tables_there()
    if count:
        raise SafekeepingRefused(
            f"The database {_name()!r} is not empty: it holds {count} tables, views and sequences. A restore "
            "writes over nothing: make a new database (CREATE DATABASE … OWNER …) and point DATABASE_URL, "
            "DATABASE_OWNER_URL and DATABASE_MAINTENANCE_URL to it."
        )
    folder = Path(settings.MEDIA_ROOT)
    if any(path.is_file() for path in folder.rglob("*")):
        raise SafekeepingRefused(
            f"The media folder {folder} is not empty. A restore writes over nothing: move it away, or set "
            "MEDIA_ROOT to a new one."
        )


def _tables_there() -> int:
    try:
        with connections[settings.OWNER_DATABASE].cursor() as cursor:
            cursor.execute(TABLES_THERE)
            return int(cursor.fetchall()[0][0])
    except OperationalError as problem:
        raise SafekeepingRefused(f"The database does not answer: {' '.join(str(problem).split())}") from problem


def _name() -> str:
    return str(connections[settings.OWNER_DATABASE].settings_dict["NAME"])
