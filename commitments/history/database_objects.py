"""SQL functions and triggers that the migrations' own tools cannot express, by name, idempotent."""

TRIGGER = (
    "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp "
    "SET plan_cache_mode = force_generic_plan SET random_page_cost = 1 AS"
)
"""How a trigger's function begins: with the owner's rights, each of its statements planned once a connection, by keys.

PostgreSQL plans anew, at each call, a statement that takes an array, which took longer than what it did; and
reads small tables whole where the row sought lies in memory.
"""

BY_THE_INSTALLATION = "(current_setting('commitments.actor_kind', true) = 'program' OR is_maintenance())"
"""SQL, in triggers: the installation's own work or maintenance writes, and no person."""

NOBODY_ACTS = "coalesce(current_setting('commitments.actor_kind', true), '') = ''"
"""SQL, in triggers: a migration writes, as the owner; the program's role would have met the wall, which raises."""

REGISTERED: dict[str, str] = {}
PROTECTED_TABLES: set[str] = set()
CALLABLE: set[str] = set()
NEVER_DELETED: dict[str, tuple[str, ...]] = {}
ONLY_ADDED_TO: dict[str, bool] = {}


def with_column(column: str) -> str:
    """SQL: FROM the program's tables `c` that have the column; every history has `pgh_id`."""
    return (
        "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attname = '{column}' AND NOT a.attisdropped"
    )


def register(name: str, sql: str) -> None:
    """Have `sql` (CREATE OR REPLACE …, safe to run again) applied after each migrate, in order of name."""
    REGISTERED[name] = sql


def protect(*tables: str) -> None:
    """Leave the runtime role no right but SELECT on these tables: only triggers write them."""
    PROTECTED_TABLES.update(tables)


def never_deleted(table: str, *only: str) -> None:
    """The program deletes no row of this table; where columns are named, it changes no other."""
    NEVER_DELETED[table] = only


def only_added_to(table: str, *, by_the_program: bool) -> None:
    """No role changes, removes or empties rows of this table, its owner neither; who adds them beside maintenance."""
    ONLY_ADDED_TO[table] = by_the_program


def open_to_the_program(signature: str) -> None:
    """Let the program call this function that runs with the owner's rights; every other is for triggers only."""
    CALLABLE.add(signature)


def stored(table: str, **options: float) -> None:
    """How PostgreSQL lays the table's rows out and cleans up after them (docs/growing.md has the measurements)."""
    said = ", ".join(f"{name} = {value}" for name, value in options.items())
    register(f"storage_{table}", f"ALTER TABLE {table} SET ({said});")


def kept(table: str, *columns: str) -> str:
    """SQL: rows of `table` are never deleted, and these columns of theirs never change, but by maintenance."""
    named = ", ".join(f"'{column}'" for column in columns)
    return (
        f"CREATE OR REPLACE TRIGGER a_kept BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION history_keep({named});\n"
    )


def attached(function: str, table: str, events: str = "INSERT UPDATE DELETE") -> str:
    """The triggers that call `function` after each event on `table`, once a statement."""
    tables = {
        "INSERT": "NEW TABLE AS new_rows",
        "DELETE": "OLD TABLE AS old_rows",
        "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    }
    return "\n".join(
        f"CREATE OR REPLACE TRIGGER {function}_{event.lower()} AFTER {event} ON {table} "
        f"REFERENCING {tables[event]} FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
        for event in events.split()
    )
