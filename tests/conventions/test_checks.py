"""A CHECK that comes out as unknown lets the row in: every one of ours says yes or no, whatever is left empty."""

import re
from itertools import islice, product

import pytest
from django.db import connection

MOST = 20_000
# Names that end in `_check` are Django's own: that a positive number, if there is one, is positive.
SAMPLES = {
    "date": ("DATE '2000-01-01'", "DATE '2030-01-01'"),
    "timestamp with time zone": ("TIMESTAMPTZ '2000-01-01Z'", "TIMESTAMPTZ '2030-01-01Z'"),
    "boolean": ("TRUE", "FALSE"),
    "uuid": ("'00000000-0000-0000-0000-000000000001'::uuid",),
    "jsonb": ("'[]'::jsonb", "'[\"x\"]'::jsonb"),
}
CHECKS = """
SELECT c.conname, pg_get_expr(c.conbin, c.conrelid),
       array_agg(a.attname ORDER BY a.attnum), array_agg(format_type(a.atttypid, NULL) ORDER BY a.attnum),
       array_agg(a.attnotnull ORDER BY a.attnum)
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
WHERE c.contype = 'c' AND c.conname NOT LIKE '%%\\_check' AND c.conrelid::regclass::text LIKE 'commitments\\_%%'
GROUP BY c.oid ORDER BY 1
"""


def samples(kind: str, words: set[str], *, may_be_empty: bool) -> list[str]:
    """Values of a column worth trying: some of its type, the words that the check itself names, and nothing."""
    if kind in SAMPLES:
        values = list(SAMPLES[kind])
    elif kind.endswith("[]"):
        values = (
            [f"ARRAY[]::{kind}", f"ARRAY['x']::{kind}"] if kind.startswith(("text", "char")) else [f"ARRAY[]::{kind}"]
        )
    elif kind in ("text", "character varying"):
        values = ["''", "'x'", *sorted(f"'{word}'" for word in words)][:6]
    else:
        values = [f"0::{kind}", f"1::{kind}", f"2::{kind}"]
    return [*values, *([f"NULL::{kind}"] if may_be_empty else [])]


@pytest.mark.django_db
def test_no_check_passes_because_something_is_empty():
    unknown = []
    with connection.cursor() as cursor:
        cursor.execute(CHECKS.replace("%%", "%"))
        checks = cursor.fetchall()
        for name, expression, columns, kinds, filled in checks:
            words = set(re.findall(r"'(\w*)'::", expression))
            ways = [samples(k, words, may_be_empty=not f) for k, f in zip(kinds, filled, strict=True)]
            rows = ", ".join(f"({', '.join(way)})" for way in islice(product(*ways), MOST))
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(
                f"SELECT {names} FROM (VALUES {rows}) AS t({names}) WHERE ({expression}) IS NULL LIMIT 1".replace(
                    "%", "%%"
                )
            )
            if row := cursor.fetchone():
                unknown.append(f"{name}: unknown for {dict(zip(columns, row, strict=True))} in {expression}")

    assert len(checks) > 60
    assert not unknown, "\n".join(unknown)
