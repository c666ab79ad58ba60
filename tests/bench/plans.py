"""Have PostgreSQL tell the plans of all it runs, by its own auto_explain, to whoever connects to one database."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

TOLD = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
}


@contextmanager
def told_plans(superuser_url: str, **more: str) -> Iterator[None]:
    """Connections made inside are told their plans, and have the `more` settings; those made after are as ever."""
    name = sql.Identifier(str(conninfo_to_dict(superuser_url)["dbname"]))
    with psycopg.connect(superuser_url, autocommit=True) as superuser:
        for setting, value in (TOLD | more).items():
            dotted = sql.SQL(".").join(map(sql.Identifier, setting.split(".")))
            superuser.execute(sql.SQL("ALTER DATABASE {} SET {} = {}").format(name, dotted, sql.Literal(value)))
        try:
            yield
        finally:
            superuser.execute(sql.SQL("ALTER DATABASE {} RESET ALL").format(name))
