"""The three database roles: what each may do, given again after every migrate.

The owner migrates; the runtime role is the program; the maintenance role recounts, backs up and
clears. Triggers write history and counts with the owner's rights, so that the runtime role can
neither forge nor change them (stack.md, "History").
"""

from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from commitments.history.database_objects import PROTECTED_TABLES, REGISTERED

REFUSE_TRUNCATE = """
CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'table % keeps history and is never emptied', TG_TABLE_NAME; END $$;
"""
IS_MAINTENANCE = """
CREATE OR REPLACE FUNCTION is_maintenance() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT session_user = {role} $$;
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
HISTORY_TABLES = (
    "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attname = 'pgh_id' AND NOT a.attisdropped"
)
TRIGGER_FUNCTIONS = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname = 'public' AND p.proname LIKE 'pgtrigger\\_%%'"
)


def after_migrate(*, using: str, **_: Any) -> None:
    """Give the roles their rights once the tables of the app are there."""
    if using == settings.OWNER_DATABASE:
        with connections[using].cursor() as cursor:
            apply_privileges(cursor)


def apply_privileges(cursor: CursorWrapper) -> None:
    """Bring rights, definer functions and registered objects to what the code says. Runs twice alike."""
    runtime = str(settings.DATABASES["default"]["USER"])
    maintenance = str(settings.DATABASES[settings.MAINTENANCE_DATABASE]["USER"])
    cursor.execute(REFUSE_TRUNCATE)
    cursor.execute(_render(IS_MAINTENANCE, cursor, role=sql.Literal(maintenance)))
    for name in sorted(REGISTERED):
        cursor.execute(REGISTERED[name])
    _grant(cursor, runtime, maintenance)
    history = _names(cursor, HISTORY_TABLES)
    _make_definer(cursor)
    for table in history:
        _keep_forever(cursor, table, (runtime, maintenance))
    for table in sorted(PROTECTED_TABLES):
        _execute(cursor, "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {t} FROM {r}", t=table, r=runtime)


def _grant(cursor: CursorWrapper, runtime: str, maintenance: str) -> None:
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {r}, {m}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {r}, {m}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {r}, {m}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {r}",
    ):
        _execute(cursor, statement, r=runtime, m=maintenance)


def _make_definer(cursor: CursorWrapper) -> None:
    for function in _names(cursor, TRIGGER_FUNCTIONS):
        cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")


def _keep_forever(cursor: CursorWrapper, table: str, roles: tuple[str, str]) -> None:
    runtime, maintenance = roles
    _execute(cursor, "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {t} FROM {r}, {m}", t=table, r=runtime, m=maintenance)
    _execute(
        cursor,
        "CREATE OR REPLACE TRIGGER refuse_truncate BEFORE TRUNCATE ON {t} EXECUTE FUNCTION refuse_truncate()",
        t=table,
    )


def _names(cursor: CursorWrapper, query: str) -> list[str]:
    cursor.execute(query.replace("%%", "%"))
    return [row[0] for row in cursor.fetchall()]


def _execute(cursor: CursorWrapper, statement: str, **names: str) -> None:
    cursor.execute(_render(statement, cursor, **{key: sql.Identifier(name) for key, name in names.items()}))


def _render(statement: str, cursor: CursorWrapper, **parts: sql.Composable) -> str:
    wanted = {key: part for key, part in parts.items() if "{" + key + "}" in statement}
    return sql.SQL(statement).format(**wanted).as_string(cursor.connection)
