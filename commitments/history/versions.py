"""Versions of what pages show: raised by triggers in the transaction of each change, read with every request.

A version is the sum of the rows of its scope and key. A writer raises a row that nobody else holds and
adds one where all are held: no writer waits for another, and there are as many rows as ever wrote at
once. The steps are of random size, so that a sum never comes twice: not after a rollback, not after a
restore. (max(id) would be wrong: ids commit out of order.)
"""

# ruff: noqa: S608 - built of this module's own words and the names of tables
from django.apps import apps

from commitments.history.database_objects import TRIGGER, attached, protect, register
from commitments.web.versions import TABLE, Scope

ALREADY = "commitments.versions_raised"
"""The running statement (transaction and time) and what it and its triggers have raised: another one's is void."""
# Outside the migrations: it holds nothing that must survive, a lost row only makes pages once more.
register(
    "history_30_versions",
    f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope text NOT NULL, key bigint NOT NULL, version bigint NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS pageversion_of_scope ON {TABLE} (scope, key);
CREATE OR REPLACE FUNCTION raise_page_versions(raised text, keys bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE already text; one bigint; mark text; step bigint;
BEGIN
    IF keys IS NULL THEN RETURN; END IF;
    already := coalesce(current_setting('{ALREADY}', true), '');
    mark := pg_current_xact_id() || '@' || statement_timestamp() || '|';
    IF NOT starts_with(already, mark) THEN already := mark; END IF;
    FOREACH one IN ARRAY keys LOOP
        mark := raised || one || '|';
        CONTINUE WHEN strpos(already, '|' || mark) > 0;
        already := already || mark;
        step := 1 + floor(random() * 1000000);
        UPDATE {TABLE} SET version = version + step WHERE id = (
            SELECT id FROM {TABLE} WHERE scope = raised AND key = one LIMIT 1 FOR UPDATE SKIP LOCKED
        );
        IF NOT FOUND THEN INSERT INTO {TABLE} (scope, key, version) VALUES (raised, one, step); END IF;
    END LOOP;
    already := set_config('{ALREADY}', already, true);
END $$;
CREATE OR REPLACE FUNCTION raise_reference_version() {TRIGGER} $$
BEGIN PERFORM raise_page_versions('{Scope.REFERENCE}', ARRAY[0]); RETURN NULL; END $$;
""",
)
protect(TABLE)


def is_reference(table: str, *, columns: str = "") -> None:
    """Whatever changes in this table raises the reference's version; where columns are named, an update of these."""
    change = f"UPDATE OF {columns}" if columns else "INSERT OR DELETE OR TRUNCATE OR UPDATE"
    register(
        f"versions_20_{table}",
        f"CREATE OR REPLACE TRIGGER raise_version AFTER {change} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION raise_reference_version();",
    )


def all_reference(capability: str) -> None:
    """Every table of this capability is reference data, those to come as well."""
    for model in apps.get_app_config("commitments").get_models():
        if model.__module__.startswith(f"commitments.{capability}.") and not hasattr(model, "pgh_tracked_model"):
            is_reference(model._meta.db_table)


def is_owned(table: str, *, owner: str = "r.respondent_id", shown: str = "", shown_after: str = "") -> None:
    """A change in this table raises the version of the respondent that `owner` gives for a row `r`.

    It raises what others see as well where a changed row fulfils `shown`; where an update must change
    something for that, `shown_after` says what, of the row as it was (`o`) and as it is (`n`).
    """
    function = f"raise_versions_of_{table.removeprefix('commitments_')}"
    inserted, deleted = _raised("new_rows", owner, shown), _raised("old_rows", owner, shown)
    updated = list(inserted)
    if shown_after:
        updated.append(_raised_where(f"FROM old_rows o JOIN new_rows n USING (id) WHERE {shown_after}"))
    register(
        f"versions_30_{table}",
        f"""
CREATE OR REPLACE FUNCTION {function}() {TRIGGER} $$
BEGIN
    IF TG_OP = 'INSERT' THEN PERFORM {", ".join(inserted)};
    ELSIF TG_OP = 'DELETE' THEN PERFORM {", ".join(deleted)};
    ELSE PERFORM {", ".join(updated)};
    END IF;
    RETURN NULL;
END $$;
"""
        + attached(function, table),
    )


def _raised(rows: str, owner: str, shown: str) -> list[str]:
    own = f"raise_page_versions('{Scope.OWN}', (SELECT array_agg(DISTINCT {owner}) FROM {rows} r))"
    return [own, _raised_where(f"FROM {rows} r WHERE {shown}")] if shown else [own]


def _raised_where(some: str) -> str:
    return f"CASE WHEN EXISTS (SELECT {some}) THEN raise_page_versions('{Scope.SHOWN}', ARRAY[0]) END"
