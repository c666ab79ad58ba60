"""CSV and JSON, row by row: what is read back is what was recorded."""

import csv
import io
import json
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.sheets.cells import without_guard
from commitments.sheets.columns import About, Column
from commitments.sheets.csv_files import csv_writer
from commitments.sheets.json_files import JsonLinesWriter, JsonWriter

COLUMNS = (Column("state", "State"), Column("text", "Text"))
ABOUT = About("Records", (("Cut-off", "2 March 2026"),), mark="Demonstration", made_at=datetime(2026, 3, 2, tzinfo=UTC))


def csv_of(rows: list[tuple[Any, ...]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv_writer(stream, COLUMNS)
    for row in rows:
        writer.row(row)
    return stream.getvalue()


def test_a_csv_begins_with_a_mark_for_spreadsheets_and_its_titles() -> None:
    assert csv_of([("Thailand", "a")]) == '\ufeff"State","Text"\r\n"Thailand","a"\r\n'


def test_no_other_separator_can_cut_a_text_into_a_cell_that_runs() -> None:
    line = csv_of([("Thailand", "safe;=cmd\t=cmd")]).splitlines()[1]

    assert line == '"Thailand","safe;=cmd\t=cmd"'


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_is_read_back_from_csv_as_it_was(rows: list[tuple[str, str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_of(rows).removeprefix("\ufeff"), newline="")))[1:]

    assert [tuple(without_guard(cell) for cell in row) for row in read] == rows


def test_a_csv_says_below_its_rows_what_it_is() -> None:
    stream = io.StringIO(newline="")
    writer = csv_writer(stream, COLUMNS)
    writer.row(("Thailand", "a"))
    writer.about(ABOUT)

    assert stream.getvalue().splitlines()[2:] == ["", '"Records"', '"Demonstration"', '"Cut-off","2 March 2026"']


def test_progress_is_told_as_ready_rows_are_written() -> None:
    told: list[int] = []
    stream = io.TextIOWrapper(io.BytesIO(), newline="")

    csv_writer(stream, COLUMNS).ready([b'"a","b"\n'] * 5, told=told.append, every=2)

    assert told == [2, 4]


@given(st.lists(st.text(), max_size=5))
def test_json_is_exact_whatever_the_text(texts: list[str]) -> None:
    stream = io.StringIO()
    with JsonWriter(stream, ABOUT) as writer:
        for text in texts:
            writer.record({"text": text})

    written = stream.getvalue()

    written.encode()
    assert [record["text"] for record in json.loads(written)["records"]] == texts
    assert json.loads(written)["about"]["mark"] == "Demonstration"


def test_json_keeps_decimals_and_numbers_as_texts_and_times_with_their_offset() -> None:
    stream, key = io.StringIO(), uuid.uuid4()

    JsonLinesWriter(stream).record({"value": Decimal("0.10"), "at": datetime(2026, 3, 2, tzinfo=UTC), "key": key})

    assert json.loads(stream.getvalue()) == {"value": "0.10", "at": "2026-03-02T00:00:00+00:00", "key": str(key)}


def test_json_that_fails_in_the_middle_cannot_be_taken_for_whole() -> None:
    stream = io.StringIO()

    with pytest.raises(ValueError, match="Out of range"), JsonWriter(stream, ABOUT) as writer:
        writer.record({"value": float("nan")})

    with pytest.raises(json.JSONDecodeError):
        json.loads(stream.getvalue())
