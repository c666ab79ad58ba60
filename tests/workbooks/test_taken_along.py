"""The workbook that is taken along: what is asked, what is said now, what can be typed, for whom it is."""

import io
from datetime import date

import pytest
from django.conf import settings
from django.utils import translation
from openpyxl import load_workbook

from commitments.submissions.status import CHOOSABLE
from commitments.workbooks.columns import COLUMNS, flat_of, values_of
from commitments.workbooks.layout import FIXED
from commitments.workbooks.stamp import NoStamp, stamp_in
from tests.factories import submissions as make
from tests.workbooks.hands import Desk

pytestmark = pytest.mark.django_db
ANSWER = {
    "status": "planned", "narrative": "=SUM(A1)\nand more", "language": "fr", "planned_on": date(2027, 5, 1),
    "constraints_named": ["legal", "data"], "in_law": True, "needs_assistance": True,
}  # fmt: skip


def test_each_paragraph_asked_has_a_row_with_its_text_and_what_the_draft_says_now(desk):
    desk.answer(0, **ANSWER)
    paper = desk.download()

    assert [row[0].value for row in paper.sheet.iter_rows(min_row=2)] == ["D1", "D2", "D3", "D4", "D5"]
    assert paper.cell("Official text", "D2").value == "We undertake matter 2, as appropriate;"
    assert paper.cell("Status").value == "Planned"
    assert paper.cell("Planned for").value.date() == date(2027, 5, 1)
    assert (paper.cell("What stands in the way: Legal").value, paper.cell("In law").value) == ("yes", "yes")
    assert (paper.cell("Language of the answer").value, paper.cell("Status", "D2").value) == ("French", None)


def test_a_text_that_looks_like_a_formula_is_a_text(desk):
    desk.answer(0, **ANSWER)

    cell = desk.download().cell("What was done")

    assert (cell.value, cell.data_type) == ("=SUM(A1)\nand more", "s")


def test_cells_to_fill_in_are_open_and_all_others_are_protected(desk):
    paper = desk.download()
    row = paper.sheet[2]

    assert paper.sheet.protection.sheet
    assert [cell.protection.locked for cell in row[: len(FIXED)]] == [True] * len(FIXED)
    open_cells = {
        str(paper.sheet.cell(1, cell.column).value).split("\n")[0] for cell in row if not cell.protection.locked
    }
    assert open_cells == {column.words for column in COLUMNS} - {"The State answers as"}


def test_cells_offer_lists_to_choose_from(desk):
    paper = desk.download()
    offered = {str(each.sqref): each.formula1 for each in paper.sheet.data_validations.dataValidation}

    place = offered[paper.cell("Status").coordinate]

    column = place.split("$")[1]
    lists = paper.book["lists"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists[column] if cell.value] == [str(one.label) for one in CHOOSABLE]


def test_as_whom_the_state_answers_is_asked_where_the_text_asks_it(db):
    text = make.instrument(asked=1, optional=0)
    make.obligation(text, 9, answers_as=["provider", "recipient", "both"])
    desk = Desk(cycle=make.cycle("THA", on=text))

    paper = desk.download()

    locked = [paper.cell("The State answers as", one).protection.locked for one in ("D1", "D9")]
    assert locked == [True, False]


def test_sheets_go_from_right_to_left_where_the_language_does(desk):
    book = load_workbook(io.BytesIO(desk.client.get(f"{desk.address}file?lang=ar").getvalue()))

    assert [sheet.sheet_view.rightToLeft for sheet in book.worksheets] == [True] * len(book.worksheets)
    assert [sheet.sheet_view.rightToLeft for sheet in desk.download("?lang=en").book.worksheets] != [True] * 3


def test_a_sheet_for_each_theme_holds_all_paragraphs_once(desk):
    from commitments.instruments.models import ObligationTheme, Theme

    theme = Theme.objects.first()
    ObligationTheme.objects.create(obligation=make.obligations(desk.cycle)[1], theme=theme, position=1)

    paper = desk.download("?sheets=theme")

    answers = {
        sheet.title: [row[0].value for row in sheet.iter_rows(min_row=2)] for sheet in paper.book.worksheets[1:-1]
    }
    assert sorted(answers.values()) == [["D1", "D3", "D4", "D5"], ["D2"]]
    assert "Other" in answers


def test_a_sheet_for_each_ministry_holds_what_was_given_to_it(desk):
    interior = Desk("contributor", cycle=desk.cycle)
    interior.give(1, 2, ministry="Ministry of the Interior")

    paper = desk.download("?sheets=ministry")

    answers = {
        sheet.title: [row[0].value for row in sheet.iter_rows(min_row=2)] for sheet in paper.book.worksheets[1:-1]
    }
    assert answers == {"Given to no ministry": ["D1", "D4", "D5"], "Ministry of the Interior": ["D2", "D3"]}


def test_a_text_that_no_cell_holds_is_left_to_the_program(desk):
    desk.answer(0, narrative="x" * 40_000)
    paper = desk.download()

    assert "changed in the program" in paper.cell("What was done").value
    assert desk.bring(paper.type("What was done", "lost").saved()).changes == []


def test_an_answer_goes_to_cells_and_back_unchanged(desk):
    report = desk.answer(0, **ANSWER)

    values = values_of(flat_of(report), report)

    assert {name: getattr(report, name) for name in values} == values


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_titles_are_told_apart_in_every_language(language):
    with translation.override(language):
        titles = [*(str(title) for title in FIXED), *(column.words for column in COLUMNS)]

    assert len(set(titles)) == len(titles)


def test_a_stamp_that_was_touched_is_none():
    with pytest.raises(NoStamp):
        stamp_in(["commitments-workbook 1/1 eyJzdGF0ZSI6IlRIQSJ9:1abcde:AAAA"])
