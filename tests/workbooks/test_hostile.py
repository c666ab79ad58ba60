"""Files that are no workbooks, that burst, run or lie: refused in words, and read by a process that may do little."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from commitments.files.previewing import maker
from commitments.workbooks import grids
from commitments.workbooks.faults import WorkbookRefused
from commitments.workbooks.grids import LARGEST, LOCKED, OLD_DOCUMENT, grids_of
from commitments.workbooks.opening.agreed import CELLS, MOST_SHEETS
from tests.faults.hostile_files import REFUSED
from tests.files import samples
from tests.workbooks.hands import found

A_MILLION = 1_000_000
CELL = '<c r="A%d" t="inlineStr"><is><t>x</t></is></c>'

LARGE = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    f'<sheetData><row r="1">{CELL % 1}</row></sheetData></worksheet>'
)


def refusal(content: bytes, name: str = "answers.xlsx") -> str:
    with pytest.raises(WorkbookRefused) as told:
        grids_of(io.BytesIO(content), name=name, size=len(content))
    return str(told.value)


def a_workbook(sheets: int = 1) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for _sheet in range(sheets):
            book.add_worksheet().write_string(0, 0, "words")
    return stream.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A workbook that has one part more, or another one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return stream.getvalue()


def a_sheet(rows: str) -> bytes:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_part("xl/worksheets/sheet1.xml", f"{head}{rows}</sheetData></worksheet>".encode())


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_page_takes_is_no_workbook_either(what):
    name, content = REFUSED[what]

    assert refusal(content, name)
    assert refusal(content)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (samples.DOCX, "answers.docx", "no workbook (.xlsx) but: Word document"),
        (samples.ODS, "answers.ods", "saved or exported as .xlsx"),
        (samples.CSV, "answers.csv", "no workbook (.xlsx) but: CSV table"),
        (OLD_DOCUMENT + b"\x00" * 512, "answers.xls", "please save it as .docx or .xlsx"),
        (OLD_DOCUMENT + b"\x00" * 512 + LOCKED, "answers.xlsx", "protected by a password"),
        (with_part("xl/vbaProject.bin", b"x"), "answers.xlsm", "contains macros"),
        (with_part("xl/vbaProject.bin", b"x"), "answers.xlsx", "contains macros"),
        (with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), "answers.xlsx", "refers to other files"),
        (with_part("xl/connections.xml", b"<x/>"), "answers.xlsx", "refers to other files"),
        (b"", "answers.xlsx", "empty"),
        (a_workbook() + b"\x00" * LARGEST, "answers.xlsx", "larger than 10.0"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_or_would_do_more_than_hold_answers_is_refused_in_words(content, name, words):
    assert words in refusal(content, name)


def test_a_part_that_is_damaged_is_refused_in_words(in_the_cage):
    words = "it is damaged, or no workbook"

    assert words in refusal(samples.XLSX)
    assert words in refusal(with_part("xl/workbook.xml", b"<workbook"))
    assert words in refusal(a_sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))


def test_a_million_rows_and_a_sheet_that_never_ends_are_refused_in_words(in_the_cage, monkeypatch):
    rows = "".join(f'<row r="{n}">{CELL % n}</row>' for n in range(1, A_MILLION // 20))

    assert "far more" in refusal(a_sheet(rows))
    assert "far more" in refusal(a_workbook(MOST_SHEETS + 1))
    assert "far more" in refusal(a_sheet(f'<row r="{A_MILLION}">{CELL % A_MILLION}</row>'))
    monkeypatch.setattr(grids, "SECONDS", 0.01)
    assert "took too long" in refusal(a_sheet(rows))


def test_a_sheet_that_says_it_is_larger_than_it_is_is_read(in_the_cage):
    content = with_part("xl/worksheets/sheet1.xml", LARGE.encode())

    assert list(grids_of(io.BytesIO(content), name="a.xlsx", size=len(content))[0].texts()) == ["x"]


def test_entities_are_not_multiplied_and_none_is_read_from_elsewhere(in_the_cage):
    bomb = '<!DOCTYPE x [<!ENTITY a "{}">{}]>'.format(
        "x" * 1000, "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdef", "bcdefg", strict=True))
    )
    elsewhere = '<!DOCTYPE x [<!ENTITY g SYSTEM "file:///etc/hostname">]>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&g;</t></is></c></row>'

    for head in (bomb, elsewhere):
        content = with_part(
            "xl/worksheets/sheet1.xml",
            f'{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{row}'
            "</sheetData></worksheet>".encode(),
        )
        assert "damaged" in refusal(content)


@pytest.mark.parametrize(
    "said",
    [
        "", "[]", '{"sheets": 7}', '{"sheets": [{"name": "a", "rows": [[1, [[1, "run", "x"]]]]}]}',
        '{"sheets": [{"name": "a", "rows": [["x", []]]}]}', '{"reason": "no such"}',
    ],
)  # fmt: skip
def test_what_the_process_says_is_believed_only_as_far_as_it_can_be_so(monkeypatch, said):
    def lies(_module, _source, into, *, seconds):
        Path(into, CELLS).write_text(said)

    monkeypatch.setattr(maker, "run_caged", lies)

    assert "damaged" in refusal(a_workbook())


@pytest.mark.django_db
def test_in_the_cage_it_is_read_as_outside(desk, in_the_cage):
    kept = desk.bring(desk.download().type("Outcome", "Kept", "D2").saved())

    assert found(kept) == {("D2", "considered_outcome"): "Kept"}


@pytest.mark.django_db
def test_a_workbook_of_somebody_else_is_none_of_ours(desk):
    stream = io.BytesIO()
    Workbook().save(stream)

    response = desk.post(stream.getvalue())

    assert response.status_code == 422
    assert "not made by this program" in response.content.decode()
