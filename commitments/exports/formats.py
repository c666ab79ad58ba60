"""One writer per format, all with the same signature: tables in, one whole file out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commitments.exports.copying import copied
from commitments.exports.tables import Table
from commitments.sheets.columns import About
from commitments.sheets.csv_files import csv_writer
from commitments.sheets.json_files import JsonWriter
from commitments.sheets.workbooks import write_rows

Told = Callable[[int], None]
EVERY = 500


class Format(TextChoices):
    """What a file can be."""

    XLSX = "xlsx", _("XLSX workbook (all tables)")
    CSV = "csv", _("CSV (one table)")
    JSON = "json", _("JSON (one table, exact)")


@dataclass(frozen=True)
class Wanted:
    """The file to write: where, what it says of itself, its tables."""

    path: Path
    about: About
    tables: Sequence[Table]


def write_csv(wanted: Wanted, told: Told) -> None:
    """The first table as CSV; texts that a spreadsheet would run get an apostrophe (see docs/exports.md)."""
    table = wanted.tables[0]
    with wanted.path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv_writer(stream, table.columns)
        with copied(table.found, table.fields) as lines:
            writer.ready(lines, told=told, every=EVERY)
        writer.about(wanted.about)


def write_json(wanted: Wanted, told: Told) -> None:
    """The first table as JSON, exact, keyed by the columns' keys."""
    sheet = wanted.tables[0].sheet()
    keys = [column.key for column in sheet.columns]
    with wanted.path.open("w", encoding="utf-8") as stream, JsonWriter(stream, wanted.about) as writer:
        for number, row in enumerate(sheet.rows, start=1):
            writer.record(dict(zip(keys, row, strict=True)))
            if number % EVERY == 0:
                told(number)


def write_xlsx(wanted: Wanted, told: Told) -> None:
    """All tables as sheets of one workbook, with a first sheet that says what the file is."""
    write_rows(wanted.path, [table.sheet() for table in wanted.tables], wanted.about, told=told)


WRITERS: dict[Format, Callable[[Wanted, Told], None]] = {
    Format.CSV: write_csv,
    Format.JSON: write_json,
    Format.XLSX: write_xlsx,
}
