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

from commitments.history.database_objects import (
    CALLABLE,
    NEVER_DELETED,
    ONLY_ADDED_TO,
    PROTECTED_TABLES,
    REGISTERED,
    never_deleted,
    only_added_to,
    with_column,
)
from commitments.history.lawful import LAWFUL

never_deleted("commitments_event", "delivered_at")
only_added_to("commitments_installationmark", by_the_program=True)
only_added_to("commitments_removedcontent", by_the_program=False)

REFUSE_TRUNCATE = """
CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'table % keeps history and is never emptied', TG_TABLE_NAME; END $$;
"""
REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME; END $$;
"""
# An installation that gives all work to one role has no maintenance: its promises hold against everybody.
IS_MAINTENANCE = """
CREATE OR REPLACE FUNCTION is_maintenance() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT session_user = {maintenance} AND session_user <> {runtime} $$;
"""
# Without this, SET pgtrigger.ignore switches off any trigger for whoever says it, history included. The one that
# keeps events as they are stands aside for a lawful removal (lawful.py). Every change asks: so it is no look into a
# table that its caller would have to plan and run.
NEVER_IGNORE = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT starts_with(trigger_name::text, 'pgtrigger_append_only') THEN RETURN false; END IF;
  RETURN is_lawful_removal();
END $$;
"""
# The context stands in each row of history; the library looks for another one by raising and catching an error.
NO_CONTEXT_APART = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT NULL::uuid $$;
"""
KEEP = """
CREATE OR REPLACE FUNCTION history_keep() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE name text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF is_maintenance() THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'records_are_never_deleted';
  END IF;
  IF is_maintenance() THEN RETURN NEW; END IF;
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> name IS DISTINCT FROM to_jsonb(OLD) -> name AND NOT is_lawful_removal() THEN
      RAISE EXCEPTION '% of % never changes', name, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'records_stay_whose_they_are';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
"""
HISTORY_TABLES = f"SELECT c.relname {with_column('pgh_xid')}"
DEFINERS = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname = 'public' AND p.prosecdef AND pg_get_userbyid(p.proowner) = current_user"
)
TRIGGER_FUNCTIONS = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname = 'public' AND p.proname LIKE 'pgtrigger\\_%'"
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
    cursor.execute(REFUSE_TRUNCATE + REFUSE_CHANGE + LAWFUL + NEVER_IGNORE + NO_CONTEXT_APART + KEEP)
    _execute_with(cursor, IS_MAINTENANCE, runtime=sql.Literal(runtime), maintenance=sql.Literal(maintenance))
    for name in sorted(REGISTERED):
        cursor.execute(REGISTERED[name])
    _grant(cursor, runtime, maintenance)
    history = _names(cursor, HISTORY_TABLES)
    _make_definer(cursor)
    _close_definers(cursor, runtime, maintenance)
    for table in history:
        _keep_forever(cursor, table, (runtime, maintenance))
    for table, only in sorted(NEVER_DELETED.items()):
        _keep_rows(cursor, table, only, runtime)
    for table, by_the_program in sorted(ONLY_ADDED_TO.items()):
        _only_add(cursor, table, runtime if by_the_program else "", (runtime, maintenance))
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


def _keep_rows(cursor: CursorWrapper, table: str, only: tuple[str, ...], runtime: str) -> None:
    _execute(cursor, "REVOKE DELETE ON {t} FROM {r}", t=table, r=runtime)
    if only:
        _execute(cursor, "REVOKE UPDATE ON {t} FROM {r}", t=table, r=runtime)
    for column in only:
        _execute(cursor, "GRANT UPDATE ({c}) ON {t} TO {r}", t=table, r=runtime, c=column)


def _close_definers(cursor: CursorWrapper, runtime: str, maintenance: str) -> None:
    """Whoever may execute such a function may hang it on a table of his own, and forge through it."""
    for function in _names(cursor, DEFINERS):
        cursor.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
    for function in sorted(CALLABLE):
        _execute(cursor, f"GRANT EXECUTE ON FUNCTION {function} TO {{r}}, {{m}}", r=runtime, m=maintenance)


def _only_add(cursor: CursorWrapper, table: str, also: str, roles: tuple[str, str]) -> None:
    runtime, maintenance = roles
    _execute(cursor, "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {t} FROM {r}, {m}", t=table, r=runtime, m=maintenance)
    for role in filter(None, (maintenance, also)):
        _execute(cursor, "GRANT INSERT ON {t} TO {r}", t=table, r=role)
    _execute(
        cursor,
        "CREATE OR REPLACE TRIGGER a_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {t} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(); ALTER TABLE {t} ENABLE ALWAYS TRIGGER a_refuse_change",
        t=table,
    )


def _keep_forever(cursor: CursorWrapper, table: str, roles: tuple[str, str]) -> None:
    runtime, maintenance = roles
    _execute(cursor, "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {t} FROM {r}, {m}", t=table, r=runtime, m=maintenance)
    _execute(
        cursor,
        "CREATE OR REPLACE TRIGGER refuse_truncate BEFORE TRUNCATE ON {t} EXECUTE FUNCTION refuse_truncate()",
        t=table,
    )


def _names(cursor: CursorWrapper, query: str) -> list[str]:
    cursor.execute(query)
    return [row[0] for row in cursor.fetchall()]


def _execute(cursor: CursorWrapper, statement: str, **names: str) -> None:
    _execute_with(cursor, statement, **{key: sql.Identifier(name) for key, name in names.items()})


def _execute_with(cursor: CursorWrapper, statement: str, **parts: sql.Composable) -> None:
    wanted = {key: part for key, part in parts.items() if "{" + key + "}" in statement}
    cursor.execute(sql.SQL(statement).format(**wanted).as_string(cursor.connection))
