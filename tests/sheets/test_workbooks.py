"""Workbooks hold every character, never a formula or a link, and say what they are."""

import errno
import gc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.sheets import workbooks
from commitments.sheets.columns import About, Column, Sheet
from commitments.sheets.long_text import CELL_HOLDS, fits, parts_of
from commitments.sheets.workbooks import write_rows
from tests.bench import sheets as bench

COLUMNS = (Column("state", "State", identifies=True), Column("text", "Text", width=60), Column("value", "Value"))
LINES = (("Cut-off", "2 March 2026"), ("Made for", "secretariat"))
ABOUT = About("Records", LINES, mark="Demonstration data", made_at=datetime(2026, 3, 2, tzinfo=UTC))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(path: Path, *rows: tuple[Any, ...], about: About = ABOUT, name: str = "Records") -> Path:
    write_rows(path, [Sheet(name, COLUMNS, rows)], about)
    return path


def sheet_names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read("xl/workbook.xml"))  # noqa: S314 - our own file
    return [str(sheet.get("name")) for sheet in root.iter(f"{MAIN}sheet")]


def rows_of(path: Path, number: int = 2) -> list[list[str]]:
    """The texts and figures of one sheet, row by row, as a program reads them."""
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - our own file
    return [["".join(cell.itertext()) for cell in row.iter(f"{MAIN}c")] for row in root.iter(f"{MAIN}row")]


def test_the_first_sheet_says_what_the_file_is_for_whom_and_that_it_is_a_demonstration(tmp_path: Path) -> None:
    path = written(tmp_path / "book.xlsx", ("Thailand", "a", 1))

    about = rows_of(path, 1)

    assert sheet_names(path) == ["About this file", "Records"]
    assert about == [
        ["Records", ""],
        ["", "Demonstration data"],
        ["Cut-off", "2 March 2026"],
        ["Made for", "secretariat"],
    ]


def test_texts_numbers_and_days_are_what_they_are_and_nothing_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = written(
        tmp_path / "book.xlsx",
        ("Thailand", "=1+1", Decimal("1.5")),
        ("Kenya", "https://example.org", date(2026, 3, 2)),
        ("Peru", "", None),
        ("Chad", True, 10**16),
        ("Cuba", "_x0041_", date(1850, 1, 1)),
    )

    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet2.xml").decode()

    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert rows_of(path)[1:3] == [["Thailand", "=1+1", "1.5"], ["Kenya", "https://example.org", "46083"]]
    assert rows_of(path)[3:] == [
        ["Peru"],
        ["Chad", "yes", "10000000000000000"],
        ["Cuba", "_x005F_x0041_", "1850-01-01"],
    ]


def test_characters_that_xml_forbids_are_taken_out_and_the_file_opens(tmp_path: Path) -> None:
    path = written(tmp_path / "book.xlsx", ("Thai\x00land", "a\x0bb\ud800c\uffff <&>", 1))

    assert rows_of(path)[1] == ["Thailand", "abc <&>", "1"]


def test_a_text_longer_than_a_cell_goes_on_in_further_rows_with_a_note_and_its_keys(tmp_path: Path) -> None:
    text = "".join(chr(97 + k % 26) for k in range(CELL_HOLDS * 2 + 5))

    rows = rows_of(written(tmp_path / "book.xlsx", ("Thailand", text, 7), ("Kenya", "short", 8)))[1:]

    assert [row[0] for row in rows] == ["Thailand", "Thailand", "Thailand", "Kenya"]
    assert "".join(row[1] for row in rows[:3]) == text
    assert rows[0][2:] == ["7", "Part 1 of 3: a text longer than a cell holds goes on in the next row."]
    assert rows[1][2:] == ["Part 2 of 3: goes on from the row above."]
    assert rows[3] == ["Kenya", "short", "8"]


@given(st.text(alphabet="a𝔸\n", max_size=50), st.integers(0, 20_000))
def test_the_parts_of_any_text_fit_as_programs_count_and_are_the_text(end: str, pairs: int) -> None:
    text = "x" + "😀" * pairs + end

    parts = parts_of(text)

    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= CELL_HOLDS for part in parts)
    assert fits(text) == (len(parts) == 1)


def test_more_rows_than_a_sheet_holds_go_on_on_a_further_sheet_under_the_same_titles(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(workbooks, "ROWS_IN_A_SHEET", 4)
    long = "y" * (CELL_HOLDS + 1)

    path = written(tmp_path / "book.xlsx", *((f"S{k}", "a", k) for k in range(5)), ("Last", long, 1))

    assert sheet_names(path) == ["About this file", "Records", "Records (2)", "Records (3)"]
    assert [row[0] for row in rows_of(path, 2)] == ["State", "S0", "S1", "S2"]
    assert [row[0] for row in rows_of(path, 3)] == ["State", "S3", "S4"]
    assert [row[0] for row in rows_of(path, 4)] == ["State", "Last", "Last"]


@pytest.mark.parametrize("name", ["a/b:c*?[d]\\", "x" * 60, "", "History", "'quoted'"])
def test_any_name_becomes_one_that_workbooks_allow(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "book.xlsx", ("Thailand", "a", 1), name=name)

    shown = sheet_names(path)[1]
    assert 0 < len(shown) <= 31
    assert not set(shown) & set("[]:*?/\\")


def test_a_workbook_in_a_right_to_left_language_runs_from_the_right(tmp_path: Path) -> None:
    path = written(tmp_path / "book.xlsx", ("تايلند", "a", 1), about=About("سجلات", right_to_left=True))

    assert 'rightToLeft="1"' in zipfile.ZipFile(path).read("xl/worksheets/sheet2.xml").decode()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # XlsxWriter leaves its archive open
def test_a_full_disk_passes_as_what_it_is(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")

    with pytest.raises(OSError, match="No space left") as failure:
        write_rows(Path("/dev/full"), [Sheet("Records", COLUMNS, [])], ABOUT, temporary=tmp_path)
    assert failure.value.errno == errno.ENOSPC
    del failure
    gc.collect()


def test_memory_stays_flat_in_the_number_of_rows() -> None:
    few, many = (bench.peak_of(bench.write_xlsx, count) for count in (300, 3_000))
    csv_few, csv_many = (bench.peak_of(bench.write_csv, count) for count in (300, 3_000))

    assert many < few * 1.5
    assert csv_many < csv_few * 1.5


def test_rows_are_read_one_by_one_while_they_are_written(tmp_path: Path) -> None:
    told: list[int] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(1_200):
            yield (f"S{number}", "a", number)

    assert write_rows(tmp_path / "book.xlsx", [Sheet("Records", COLUMNS, rows())], ABOUT, told=told.append) == 1_200
    assert told == [500, 1_000]
