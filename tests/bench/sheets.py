"""How long 8,000 rows of 25 columns take as CSV, XLSX and JSON, against XlsxWriter alone on the same cells.

Runs on its own: `python -m tests.bench.sheets [rows]`.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from django.conf import settings

from commitments.sheets.columns import About, Column, Sheet
from commitments.sheets.csv_files import csv_writer
from commitments.sheets.json_files import JsonWriter
from commitments.sheets.workbooks import write_rows

COLUMNS = tuple(Column(f"c{number}", f"Column {number}", identifies=number < 2) for number in range(25))
LINES = (("Cut-off", "1 January 2026"), ("Made for", "secretariat"))
ABOUT = About("Records", LINES, made_at=datetime(2026, 1, 1, tzinfo=UTC))
TEXT = "The competent authorities reported a programme of training for judges and prosecutors. " * 3
ROUNDS = 5


@dataclass(frozen=True)
class Measured:
    """Seconds (median of the rounds), and the same as rows per second."""

    name: str
    rows: int
    seconds: float

    def line(self) -> str:
        return f"{self.name:<24} {self.seconds:8.3f} s {self.rows / self.seconds:12,.0f} rows/s"


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Rows as an export has them: keys, words, figures, days, one long text."""
    day = date(2025, 5, 17)
    for number in range(count):
        words = (f"THA-{number}", f"D{number % 35}", "under_way", "-5 as text", "Asia-Pacific", "", "None, yet")
        yield (*words, number, number / 7, day, None, TEXT, *(f"word {number} {k}" for k in range(13)))


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv_writer(stream, COLUMNS)
        for row in rows(count):
            writer.row(row)
        writer.about(ABOUT)


def write_xlsx(path: Path, count: int) -> None:
    write_rows(path, [Sheet("Records", COLUMNS, rows(count))], ABOUT)


def write_json(path: Path, count: int) -> None:
    keys = [column.key for column in COLUMNS]
    with path.open("w", encoding="utf-8") as stream, JsonWriter(stream, ABOUT) as writer:
        for row in rows(count):
            writer.record(dict(zip(keys, row, strict=True)))


def xlsxwriter_alone(path: Path, count: int) -> None:
    """The same cells by the library as its manual shows it, without titles, notes or a first sheet."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options | {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows(count)):
            sheet.write_row(number, 0, row)


def seconds_of(write: Callable[[Path, int], None], count: int, folder: Path) -> float:
    started = time.perf_counter()
    write(folder / "measured", count)
    return time.perf_counter() - started


def measure(count: int = 8_000, rounds: int = ROUNDS) -> list[Measured]:
    """All writers, interleaved, so that a machine that slows down slows all of them."""
    writers = {"csv": write_csv, "json": write_json, "xlsx": write_xlsx, "xlsxwriter alone": xlsxwriter_alone}
    taken: dict[str, list[float]] = {name: [] for name in writers}
    with tempfile.TemporaryDirectory() as folder:
        for _round in range(rounds):
            for name, write in writers.items():
                taken[name].append(seconds_of(write, count, Path(folder)))
    return [Measured(name, count, statistics.median(seconds)) for name, seconds in taken.items()]


def ratio(measured: list[Measured]) -> float:
    """Our workbook against XlsxWriter alone."""
    seconds = {one.name: one.seconds for one in measured}
    return seconds["xlsx"] / seconds["xlsxwriter alone"]


def peak_of(write: Callable[[Path, int], None], count: int) -> int:
    """The most bytes that Python held at once while writing."""
    with tempfile.TemporaryDirectory() as folder:
        tracemalloc.start()
        try:
            write(Path(folder) / "measured", count)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def main() -> None:
    if not settings.configured:
        settings.configure(USE_I18N=False)  # the sheets need words, not a database
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8_000
    measured = measure(count)
    for one in measured:
        sys.stdout.write(one.line() + "\n")
    sys.stdout.write(f"xlsx / xlsxwriter alone: {ratio(measured):.2f}\n")
    writers = (("csv", write_csv), ("xlsx", write_xlsx))
    peaks = {name: (peak_of(write, 500), peak_of(write, 4_000)) for name, write in writers}
    sys.stdout.write(json.dumps({"peak bytes at 500 and 4,000 rows": peaks}) + "\n")


if __name__ == "__main__":
    main()
