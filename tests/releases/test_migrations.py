"""Every migration after the first release can be taken back, or says why not."""

import re
from importlib import import_module

import pytest
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from commitments.history.one_step import InOneStep
from tests.releases import kept

FIRST = {"0001_extensions", "0002_initial"}
"""What a new installation begins with: there is nothing to go back to."""
SAYS_WHY = re.compile(r"Cannot be taken back: \S.{20,}\.", re.DOTALL)


def operations(migration) -> list[Operation]:
    """All of them, those in one step too."""
    found = []
    for one in migration.operations:
        found += one.operations if isinstance(one, InOneStep) else [one]
    return found


def fault_of(migration: type[migrations.Migration]) -> str:
    """What keeps it from being taken back, if it does not say so itself."""
    fixed = [one.describe() for one in operations(migration) if not one.reversible]
    return "" if not fixed or SAYS_WHY.search(migration.__doc__ or "") else "; ".join(fixed)


@pytest.mark.parametrize("name", sorted(kept.migrations().keys() - FIRST) or ["none yet"])
def test_migration_can_be_taken_back_or_says_why_not(name):
    if name == "none yet":
        pytest.skip("no migration after the first release yet")
    assert fault_of(import_module(f"commitments.migrations.{name}").Migration) == ""


class Fixed(migrations.Migration):
    """Removes what nobody can bring back."""

    operations = [InOneStep([migrations.RunSQL("DELETE FROM notes")])]


class Explained(Fixed):
    """Removes notes. Cannot be taken back: the notes were deleted for good, as their authors asked."""


class Both(migrations.Migration):
    """Adds a column, fills it, and both go back."""

    operations = [
        migrations.AddField("submission", "letters", models.IntegerField(null=True)),
        migrations.RunSQL("UPDATE notes SET letters = 1", migrations.RunSQL.noop),
    ]


def test_a_migration_that_cannot_be_taken_back_and_does_not_say_why_is_noticed():
    assert "Raw SQL" in fault_of(Fixed)
    assert fault_of(Explained) == ""
    assert fault_of(Both) == ""
