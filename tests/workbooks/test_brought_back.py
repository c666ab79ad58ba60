"""A workbook that comes back: what it changes, every fault with its cell, and the words for files of other places."""

import pytest
from django.utils import translation

from commitments.submissions.models import ObligationReport, Submission
from commitments.submissions.refusals import AnswersAreFrozen
from commitments.workbooks.faults import WorkbookRefused
from commitments.workbooks.models import ReturnedWorkbook
from tests.factories import submissions as make
from tests.workbooks.hands import Desk, faults, found

pytestmark = pytest.mark.django_db


def refusal(desk, content, name="answers.xlsx"):
    with pytest.raises(WorkbookRefused) as told:
        desk.bring(content, name)
    assert not ReturnedWorkbook.objects.exists()
    return str(told.value)


def test_a_file_that_nobody_touched_changes_nothing_whichever_program_saved_it(desk):
    desk.answer(0, narrative="First line\r\nSecond_x000D_ line ", planned_on="2027-05-01", constraints_named=["data"])
    paper = desk.download()

    for content in (paper.given, paper.saved(), paper.exported()):
        kept = desk.bring(content)
        assert (kept.changes, kept.faults) == ([], [])


def test_what_was_typed_is_found_and_no_answer_is_touched(desk):
    desk.answer(0, narrative="Before")
    paper = desk.download().type("What was done", "After\r\nmore").type("Status", "Planned", "D2")
    paper.type("Planned for", "2027-01-31", "D2").type("What stands in the way: Lack of data", None).type(
        "In law", "YES"
    )

    for content in (paper.saved(), paper.exported()):
        kept = desk.bring(content)
        assert kept.faults == []
        assert found(kept) == {
            ("D1", "narrative"): "After\nmore", ("D1", "in_law"): True,
            ("D2", "status"): "planned", ("D2", "planned_on"): "2027-01-31",
        }  # fmt: skip
    assert desk.answers()["D1"].narrative == "Before"
    assert list(desk.answers()) == ["D1"]


def test_every_fault_is_listed_with_its_sheet_and_cell(desk):
    paper = desk.download()
    paper.type("What was done", "=1+1").type("Status", "Finished").type("Planned for", 2027).type("In law", "perhaps")
    paper.type("The State answers as", "Provider", "D2").type("Considered on", "31/12/2026", "D2")
    paper.type("Outcome", "Kept", "D2")

    kept = desk.bring(paper.saved())

    assert sorted(faults(kept)) == sorted([
        ("formula", "Answers", paper.cell("What was done").coordinate),
        ("choice", "Answers", paper.cell("Status").coordinate),
        ("early", "Answers", paper.cell("Planned for").coordinate),
        ("choice", "Answers", paper.cell("In law").coordinate),
        ("not_here", "Answers", paper.cell("The State answers as", "D2").coordinate),
        ("day", "Answers", paper.cell("Considered on", "D2").coordinate),
    ])  # fmt: skip
    assert found(kept) == {("D2", "considered_outcome"): "Kept"}
    assert all(one.words for one in kept.found_faults)


def test_a_renamed_column_is_named_with_its_cell_and_the_others_are_read(desk):
    paper = desk.download().type("Outcome", "Kept")
    title = paper.sheet.cell(1, paper.cell("Status").column)
    paper.cell("Status").value = "Planned"
    title.value = "State of things"

    kept = desk.bring(paper.saved())

    assert faults(kept) == [("column", "Answers", title.coordinate)]
    assert "“Status” is not here" in kept.found_faults[0].words
    assert found(kept) == {("D1", "considered_outcome"): "Kept"}


def test_columns_may_be_moved(desk):
    paper = desk.download().type("Outcome", "Kept")
    paper.sheet.insert_cols(2)

    assert found(desk.bring(paper.saved())) == {("D1", "considered_outcome"): "Kept"}


def test_without_the_column_of_references_nothing_of_the_sheet_is_read(desk):
    paper = desk.download().type("Outcome", "Lost")
    paper.sheet["A1"].value = "Number"

    kept = desk.bring(paper.saved())

    assert [code for code, _sheet, _cell in faults(kept)] == ["key_column", "rows"]
    assert kept.changes == []


def test_rows_of_other_paragraphs_rows_twice_and_rows_without_a_reference_are_named(desk):
    paper = desk.download()
    paper.sheet["A3"].value, paper.sheet["A4"].value, paper.sheet["A5"].value = "D1", "D99", None
    paper.sheet["F5"].value = "Whose is this?"

    kept = desk.bring(paper.saved())

    assert faults(kept) == [
        ("key_twice", "Answers", "A3"), ("key", "Answers", "A4"), ("key_empty", "Answers", "A5"), ("rows", "Answers", ""),
    ]  # fmt: skip
    assert kept.found_faults[-1].about["list"] == "D2, D3, D4"


def test_a_missing_sheet_is_named_with_its_paragraphs_and_the_rest_is_read(desk):
    from commitments.instruments.models import ObligationTheme, Theme

    ObligationTheme.objects.create(obligation=make.obligations(desk.cycle)[1], theme=Theme.objects.first(), position=1)
    paper = desk.download("?sheets=theme").type("Outcome", "Kept", "D2")
    paper.book.remove(paper.book["Other"])

    kept = desk.bring(paper.saved())

    assert faults(kept) == [("sheet", "Other", "")]
    assert (
        kept.found_faults[0].words
        == "The sheet “Other” is not in the file. Its paragraphs (D1, D3, D4, D5) stay as they are."
    )
    assert found(kept) == {("D2", "considered_outcome"): "Kept"}


def test_a_file_without_any_sheet_of_answers_is_refused(desk):
    paper = desk.download()
    paper.book.remove(paper.sheet)

    assert "No sheet of the file has the titles" in refusal(desk, paper.saved())


def test_the_file_of_another_state_is_refused_with_both_names(desk):
    kenya = Desk(code="KEN", cycle=desk.cycle)

    assert refusal(desk, kenya.download().given) == "This is the workbook of Kenya, and this desk is that of Thailand."


def test_the_file_of_another_cycle_is_refused_with_both_names(desk):
    other = Desk()

    words = refusal(desk, other.download().given)

    assert other.cycle.name in words
    assert desk.cycle.name in words


def test_a_file_of_an_older_form_is_refused(desk, monkeypatch):
    content = desk.download().given
    monkeypatch.setattr("commitments.workbooks.stamp.FORM", 2)

    assert "older form" in refusal(desk, content)


def test_a_file_whose_stamp_was_changed_or_taken_away_is_refused(desk):
    changed, gone = desk.download(), desk.download()
    for paper, value in ((changed, "commitments-workbook 1/1 abc:def:ghi"), (gone, None)):
        stamped = [
            row[0] for row in paper.book.worksheets[0].iter_rows() if str(row[0].value).startswith("commitments-")
        ]
        for cell in stamped:
            cell.value = value
        assert "not made by this program" in refusal(desk, paper.saved())


def test_a_paragraph_whose_text_was_changed_since_is_named(desk):
    paper = desk.download()
    wording = make.obligations(desk.cycle)[2].paragraph.wordings.get()
    wording.text = "We undertake another matter;"
    wording.save()

    kept = desk.bring(paper.given)

    assert [one.words for one in kept.found_faults] == [
        "The text of D3 was changed since the file was made. Read it again."
    ]


def test_what_is_said_is_read_in_the_language_of_the_file_whoever_reads_the_page(desk):
    content = desk.download("?lang=en").type("Status", "Planned").saved()

    with translation.override("ar"):
        kept = desk.bring(content)

    assert found(kept) == {("D1", "status"): "planned"}


@pytest.mark.parametrize("stage", ["clearance", "sent"])
def test_while_the_reply_is_no_draft_no_file_is_taken_in(desk, stage):
    content = desk.download().given
    whole = make.ready(of=desk.cycle)
    if stage == "clearance":
        make.services.send_to_clearance(whole, by=make.focal_point(), now=make.NOON)
    else:
        make.services.submit(whole, by=make.focal_point(), now=make.NOON)

    with pytest.raises(AnswersAreFrozen, match="no draft"):
        desk.bring(content)

    assert Submission.objects.count() == ObligationReport.objects.count() == 1
