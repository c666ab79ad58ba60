"""Many small operations of one migration as one: Django draws all models anew after each of them."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger

ALIKE = (AddField, AddIndex, AddConstraint, AddTrigger)


class Together(Operation):
    """Runs operations that need no state of their own between them (fields, indexes, constraints, triggers)."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change the state by each in turn; the models are drawn once, afterwards."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Change the database by each in turn, all seeing the state after the last."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Undo each, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` prints."""
        return f"{len(self.operations)} fields, indexes, constraints and triggers"


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations, with each run of fields, indexes, constraints and triggers as one."""
    grouped: list[Operation] = []
    for alike, run in groupby(operations, key=lambda operation: isinstance(operation, ALIKE)):
        members = list(run)
        grouped.extend([Together(members)] if alike else members)
    return grouped
