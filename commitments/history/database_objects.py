"""SQL functions and triggers that the migrations' own tools cannot express, by name, idempotent."""

REGISTERED: dict[str, str] = {}
PROTECTED_TABLES: set[str] = set()


def register(name: str, sql: str) -> None:
    """Have `sql` (CREATE OR REPLACE …, safe to run again) applied after each migrate, in order of name."""
    REGISTERED[name] = sql


def protect(*tables: str) -> None:
    """Leave the runtime role no right but SELECT on these tables: only triggers write them."""
    PROTECTED_TABLES.update(tables)
