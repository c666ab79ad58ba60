"""CSV that the database writes is, byte for byte, what the same rows are when they are written one by one."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.exports.datasets import Dataset
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Wanted, write_csv
from commitments.exports.queries import rows
from commitments.exports.tables import Table, table
from commitments.jobs.refusals import Cancelled
from commitments.sheets.columns import About
from commitments.sheets.csv_files import csv_writer
from commitments.submissions.models import EvidenceOfReport, ObligationReport
from commitments.submissions.status import Constraint, Status
from tests.factories import submissions as make
from tests.factories.access import actor

pytestmark = pytest.mark.django_db
ABOUT = About("Records")
NASTY = (
    '=1+1, "quoted"', "\r\n@SUM(A1)", "＝1; a\tb\n\nline", "'", "", "قانون", "\\N", "\\.", " \u200b-5 %s %", "40 %", "x\r",
)  # fmt: skip


def a_record_of_every_kind() -> None:
    """One State with answers that hold anything a person can type, and the records that they cite."""
    cycle = make.cycle("THA", on=make.instrument(asked=len(NASTY), optional=0))
    asked = make.obligations(cycle)
    make.action("THA", *asked[:2], title="-Act", description=NASTY[1], planned_on=date(2027, 1, 2), amount="12.50",
                currency="THB", audience=Audience.PUBLIC)  # fmt: skip
    make.figure("THA", asked[0], label="+Cases", source="=x")
    gazette = make.evidence("THA", title='@"Gazette"')
    whole = make.submission("THA", of=cycle)
    for obligation, text in zip(asked, NASTY, strict=True):
        make.answer(whole, obligation, status=Status.PLANNED, planned_on=date(2027, 5, 1), narrative=f"{text}",
                    constraints_named=[Constraint.LEGAL, Constraint.DATA], in_law=True)  # fmt: skip
    answers = ObligationReport.objects.filter(submission=whole)
    EvidenceOfReport.objects.create(report=answers[0], evidence=gazette, respondent=whole.respondent)
    answers.filter(obligation=asked[0]).update(
        saved_at=datetime(2026, 3, 2, 11, 59, 59, 999999, tzinfo=UTC), constraints_text="=1", audience=Audience.PUBLIC
    )
    whole.use_in_report = "named"
    whole.save()
    make.services.submit(whole, by=make.focal_point("THA"), now=make.NOON)


def one_by_one(wanted: Table) -> bytes:
    """The definition: each value by what Python makes of it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    writer = csv_writer(stream, wanted.columns)
    for row in rows(wanted.found, wanted.fields):
        writer.row(row)
    writer.about(ABOUT)
    stream.flush()
    return stream.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


def by_the_database(wanted: Table, path: Path) -> bytes:
    write_csv(Wanted(path, ABOUT, [wanted]), lambda _done: None)
    return path.read_bytes()


def taken_along(dataset: Dataset, by: Actor, *, own: bool = False) -> Table:
    return table(dataset, by, RecordFilter(), own=own)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dataset", Dataset)
def test_a_file_that_the_database_writes_is_the_same_byte_for_byte(dataset, language, tmp_path):
    a_record_of_every_kind()
    officer = actor("officer")

    with translation.override(language), acting(officer):
        wanted = taken_along(dataset, officer)
        expected, written = one_by_one(wanted), by_the_database(wanted, tmp_path / "copied.csv")
        assert wanted.found.exists()

    assert written == expected


def test_what_the_own_state_is_writing_is_the_same_byte_for_byte(tmp_path):
    make.ready("THA", narrative="=Still\nwriting")
    by = make.focal_point("THA")

    with acting(by):
        wanted = taken_along(Dataset.ANSWERS, by, own=True)

        assert by_the_database(wanted, tmp_path / "copied.csv") == one_by_one(wanted)


def test_the_rows_stand_in_the_order_of_states_and_texts(tmp_path):
    cycle = make.cycle("THA", "KEN", "ALB")
    for code in ("THA", "ALB", "KEN"):
        whole = make.submission(code, of=cycle)
        for place in (2, 0, 1):
            make.answer(whole, place)
        whole.use_in_report = "named"
        whole.save()
        make.services.submit(whole, by=make.focal_point(code), now=make.NOON)
    officer = actor("officer")

    with acting(officer):
        written = by_the_database(taken_along(Dataset.ANSWERS, officer), tmp_path / "copied.csv").decode("utf-8-sig")

    found = [line.split(",") for line in written.split("\r\n\r\n")[0].split("\r\n")[1:]]
    assert [line[0].strip('"') for line in found] == ["ALB"] * 3 + ["KEN"] * 3 + ["THA"] * 3
    assert [line[12] for line in found[:3]] == ['"D1"', '"D2"', '"D3"']


def test_copying_that_is_cancelled_in_the_middle_ends_there_and_the_connection_goes_on(tmp_path, monkeypatch):
    a_record_of_every_kind()
    monkeypatch.setattr("commitments.exports.formats.EVERY", 1)
    officer = actor("officer")
    wanted = taken_along(Dataset.ANSWERS, officer)

    def stop(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled), acting(officer):
        write_csv(Wanted(tmp_path / "copied.csv", ABOUT, [wanted]), stop)

    with acting(officer):
        assert wanted.found.count() == len(NASTY)
