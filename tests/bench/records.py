"""How long the records of 8,000 answers take as files: the whole work of the job, from query to file."""

import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

import xlsxwriter
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.models import User, actor_for
from commitments.exports.datasets import Dataset, fields_for
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Format
from commitments.exports.queries import records, rows
from commitments.exports.services import request_export
from commitments.exports.work import export_records
from commitments.jobs.models import Job
from tests.factories.access import person

ROUNDS = 5


class Steps:
    """Stands where a worker's progress stands."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def __call__(self, done: int, total: int | None = None, words: str = "") -> None:
        """Hear nothing."""


def job_for(officer: User, form: Format) -> Job:
    """An officer's job for all answers."""
    actor = actor_for(officer, today=timezone.localdate())
    return request_export(
        dataset=Dataset.ANSWERS,
        form=form,
        own=False,
        narrowed=RecordFilter(),
        request_id=None,
        by=actor,
        now=timezone.now(),
    )


def cells(officer: User) -> list[list[object]]:
    """The cells of the answers, as the export writes them."""
    actor = actor_for(officer, today=timezone.localdate())
    with acting(actor):
        found = records(Dataset.ANSWERS, actor=actor, narrowed=RecordFilter(), own=False)
        return list(rows(found, fields_for(Dataset.ANSWERS, actor, own=False)))


def xlsxwriter_alone(path: Path, table: Iterable[list[object]]) -> None:
    """The same cells by the library alone."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(
                number, 0, [str(value) if isinstance(value, list) or hasattr(value, "hex") else value for value in row]
            )


def seconds(act: Callable[[], object]) -> float:
    """How long the act takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def measure() -> dict[str, float]:
    """Medians of interleaved rounds, in seconds; with the ratio the issue bounds."""
    officer = person("officer")
    jobs = {form: job_for(officer, form) for form in Format}
    table = cells(officer)
    taken: dict[str, list[float]] = {form.value: [] for form in Format} | {"xlsxwriter alone": []}
    with tempfile.TemporaryDirectory() as folder:
        steps = Steps(Path(folder))
        for _ in range(ROUNDS):
            for form, job in jobs.items():
                taken[form.value].append(seconds(lambda job=job: export_records(job, steps)))  # type: ignore[misc, arg-type]
            taken["xlsxwriter alone"].append(seconds(lambda: xlsxwriter_alone(Path(folder) / "alone.xlsx", table)))
    found = {name: statistics.median(values) for name, values in taken.items()}
    found["answers"] = len(table)
    found["xlsx / xlsxwriter alone"] = found["xlsx"] / found["xlsxwriter alone"]
    return found


def peak(form: Format) -> int:
    """The most bytes that Python held while the file was written."""
    job = job_for(person("officer"), form)
    with tempfile.TemporaryDirectory() as folder:
        tracemalloc.start()
        try:
            export_records(job, Steps(Path(folder)))  # type: ignore[arg-type]
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
