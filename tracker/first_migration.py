"""Rewrites the generated first migration: what it waits for, who waits for it, and its operations in a few steps."""

import importlib
import os
from pathlib import Path

import django
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField
from django.db.migrations.operations.models import CreateModel, IndexOperation
from django.db.migrations.writer import MigrationWriter
from pgtrigger.migrations import AddTrigger

from commitments.history.one_step import InOneStep

# Swappable dependencies name only our first migration, and the user table is made in the second.
RUN_BEFORE = [(app, "0001_initial") for app in ("admin", "account", "mfa", "usersessions")]
# Its function must be there before our triggers fire.
HISTORY = ("pghistory", "0007_auto_20250421_0444")
ANCHOR = "class Migration(migrations.Migration):\n"


def step_of(operation: Operation) -> int:
    """Tables first, then what points from one to another, then constraints, then triggers."""
    if isinstance(operation, CreateModel):
        return 0
    if isinstance(operation, AddField):
        return 1
    if isinstance(operation, AddTrigger):
        return 4
    return 3 if isinstance(operation, IndexOperation) else 2


def rewrite() -> None:
    """Read 0002_initial, group, write."""
    module = importlib.import_module("commitments.migrations.0002_initial")
    migration = module.Migration("0002_initial", "commitments")
    steps: dict[int, list[Operation]] = {}
    for operation in migration.operations:
        steps.setdefault(step_of(operation), []).append(operation)
    migration.operations = [InOneStep(steps[number]) for number in sorted(steps)]
    migration.dependencies = [*migration.dependencies, HISTORY]
    text = MigrationWriter(migration).as_string()
    Path(str(module.__file__)).write_text(text.replace(ANCHOR, f"{ANCHOR}    run_before = {RUN_BEFORE}\n", 1))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    rewrite()
