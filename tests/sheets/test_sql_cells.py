"""The database and Python make the same cell of the same value."""

from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from commitments.sheets.cells import csv_value, safe_cell
from commitments.sheets.sql_cells import NoCell, cell

pytestmark = pytest.mark.django_db

EVERY_CHARACTER = """
    SELECT n FROM generate_series(1, 1114111) n, LATERAL (SELECT %s || chr(n) || 'x' AS c) made
    WHERE n NOT BETWEEN 55296 AND 57343 AND {cell} = '''' || c ORDER BY n
"""
SURROGATES = range(0xD800, 0xE000)


@pytest.mark.parametrize("before", ["", " ", "\ufeff\u00a0", "a"])
def test_a_text_is_guarded_in_the_database_for_the_same_characters(before: str) -> None:
    texts = {n: f"{before}{chr(n)}x" for n in range(1, 0x110000) if n not in SURROGATES}
    guarded = [n for n, text in texts.items() if safe_cell(text) != text]

    with connection.cursor() as cursor:
        cursor.execute(EVERY_CHARACTER.format(cell=cell("c", models.TextField()).sql), [before])

        assert [n for (n,) in cursor.fetchall()] == guarded


@pytest.mark.parametrize(
    ("value", "field", "labels"),
    [
        ("", models.TextField(), {}),
        (None, models.TextField(), {}),
        ("~=1", models.TextField(), {}),
        ("", models.CharField(), {"a": "=A"}),
        ("a", models.CharField(), {"a": "=A"}),
        ("=b", models.CharField(), {"a": "A"}),
        (["a", "b", "a"], ArrayField(models.CharField()), {"a": "-A", "b": "B; C"}),
        (["b", "=c"], ArrayField(models.CharField()), {"b": "B"}),
        ([], ArrayField(models.CharField()), {"b": "B"}),
    ],
)
def test_labels_and_lists_are_said_and_guarded_alike(value: Any, field: Any, labels: dict[str, str]) -> None:
    made = cell("c", field, labels)
    kind = "text[]" if isinstance(value, list) else "text"
    words = [labels.get(one, one) for one in value] if isinstance(value, list) else labels.get(value, value)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {made.sql} FROM (SELECT %s::{kind} AS c) made", [*made.values, value])

        assert cursor.fetchone()[0] == csv_value(words)


def test_a_kind_of_value_without_a_cell_is_refused() -> None:
    with pytest.raises(NoCell, match="JSONField"):
        cell("c", models.JSONField())
