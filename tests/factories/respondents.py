"""Respondents for tests: real ones by their code, and small files of them."""

import csv
from collections.abc import Sequence
from pathlib import Path

from commitments.respondents.models import Respondent

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def state(code: str) -> Respondent:
    """A respondent that is loaded with the reference data."""
    return Respondent.objects.get(code=code)


def rewritten(source: Path, target: Path, changes: dict[str, dict[str, str]], *, key: str) -> Path:
    """A copy of a CSV with some cells changed: by the value of `key`, then by column."""
    with source.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(changes.get(row[key], {}))
    return written(target, list(rows[0]), [list(row.values()) for row in rows])


def written(target: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """A CSV of these rows."""
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return target
