"""Records as files: the whole work of the job in the worker, against the quickest way to the same bytes."""

import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import connection
from django.utils import timezone

from commitments.access.acting import acting
from commitments.exports.datasets import Dataset, fields_for
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Format
from commitments.exports.queries import records, rows
from commitments.exports.services import request_export
from commitments.exports.work import export_records
from commitments.jobs.models import Job
from tests.bench import world

CSV_ROUNDS, XLSX_ROUNDS, MEGABYTE_OF_KILOBYTES = 7, 5, 1024
WHO = "officer"
GROUP = "western-european-and-others"
"""The workbook holds all tables: those of one group are ten thousand rows."""
ALONE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}


class Told:
    """Stands where a worker's progress stands; `export_records` asks it for its folder and tells it its steps."""

    def __init__(self, directory: str) -> None:
        self.directory = Path(directory)

    def __call__(self, done: int, total: int | None = None, words: str = "") -> None:
        """Hear nothing."""


def narrowed(*, everything: bool, **also: str) -> RecordFilter:
    """All there is, or what the open cycle holds."""
    return RecordFilter() if everything else RecordFilter({"cycle": world.there()["cycle"], **also})


def job_for(form: Format, chosen: RecordFilter) -> Job:
    """An officer's job; the table is the answers."""
    by = world.actor(WHO)
    with acting(by):
        return request_export(
            dataset=Dataset.ANSWERS, form=form, own=False, narrowed=chosen, request_id=None, by=by, now=timezone.now()
        )


def csv(*, everything: bool = False, rounds: int = CSV_ROUNDS) -> dict[str, Any]:
    """Seconds of the job and of COPY of the same query, to a file each, as the same role in the same block."""
    chosen = narrowed(everything=everything)
    job = job_for(Format.CSV, chosen)
    with tempfile.TemporaryDirectory() as folder:
        found = _pairs(rounds, lambda: export_records(job, Told(folder)), lambda: _copy(chosen, folder))
    return {"rows": _count(chosen), "pairs": found}


def xlsx(rounds: int = XLSX_ROUNDS) -> dict[str, Any]:
    """Seconds of the job, all four tables for one regional group, and of the library alone, the same cells in memory."""
    chosen = narrowed(everything=False, group=GROUP)
    job = job_for(Format.XLSX, chosen)
    tables = [list(_cells(dataset, chosen)) for dataset in Dataset]
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "alone.xlsx"
        found = _pairs(rounds, lambda: export_records(job, Told(folder)), lambda: _alone(alone, tables))
    return {"rows": sum(map(len, tables)), "pairs": found}


def memory(*, everything: bool) -> float:
    """Megabytes by which the process grows at most while it writes the CSV; asked of a process that did nothing else."""
    job = job_for(Format.CSV, narrowed(everything=everything))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        export_records(job, Told(folder))
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MEGABYTE_OF_KILOBYTES


def _count(chosen: RecordFilter) -> int:
    with acting(world.actor(WHO)):
        return records(Dataset.ANSWERS, actor=world.actor(WHO), narrowed=chosen, own=False).count()


def _copy(chosen: RecordFilter, folder: str) -> None:
    """The query of the answers as it stands, every column of the file, written by the database itself."""
    by = world.actor(WHO)
    found = records(Dataset.ANSWERS, actor=by, narrowed=chosen, own=False)
    sources = [field.source for field in fields_for(Dataset.ANSWERS, by, own=False)]
    sql, values = found.values_list(*sources).query.sql_with_params()
    with acting(by), connection.cursor() as cursor, (Path(folder) / "copied.csv").open("wb") as file:
        statement = f"COPY ({cursor.mogrify(sql, values)}) TO STDOUT WITH (FORMAT csv)"
        with cursor.copy(statement) as blocks:
            for block in blocks:
                file.write(block)


def _cells(dataset: Dataset, chosen: RecordFilter) -> Iterator[list[object]]:
    by = world.actor(WHO)
    with acting(by):
        found = records(dataset, actor=by, narrowed=chosen, own=False)
        for row in rows(found, fields_for(dataset, by, own=False)):
            yield [str(value) if isinstance(value, list | dict) or hasattr(value, "hex") else value for value in row]


def _alone(path: Path, tables: list[list[list[object]]]) -> None:
    with xlsxwriter.Workbook(str(path), ALONE) as book:
        for table in tables:
            sheet = book.add_worksheet()
            for number, row in enumerate(table):
                sheet.write_row(number, 0, row)


def _pairs(rounds: int, ours: Callable[[], object], other: Callable[[], object]) -> list[tuple[float, float]]:
    return [(_seconds(ours), _seconds(other)) for _ in range(rounds)]


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
