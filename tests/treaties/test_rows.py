"""Rows of acts that are refused, each with its line, while the others are read."""

from pathlib import Path

import pytest

from commitments.sheets.reading import SheetRefused
from commitments.treaties.rows import Fault, read_acts
from tests.factories.treaties import acts_file, known

GOOD = ("listed", "2005-03-08", "THA", "Thailand", "signature")


@pytest.mark.parametrize(
    ("row", "fault", "words"),
    [
        (("nowhere", "2005-03-08", "THA", "Thailand", "signature"), Fault.UNKNOWN_TREATY, "nowhere"),
        (("listed", "2005-03-08", "THA", "Thailand", "adhesion"), Fault.UNKNOWN_ACT, "adhesion"),
        (("listed", "2005-03-08", "XXX", "Atlantis", "signature"), Fault.UNKNOWN_STATE, "XXX"),
        (("listed", "2005-03-08", "", "Thailand", "signature"), Fault.UNKNOWN_STATE, "THA is missing"),
        (("listed", "2005-03-08", "", "Siam", "signature"), Fault.UNKNOWN_STATE, "THA is missing"),
        (("listed", "2005-03-08", "THA", "", "signature"), Fault.UNKNOWN_STATE, "no participant"),
        (("listed", "2005-02-30", "THA", "Thailand", "signature"), Fault.NO_DATE, "2005-02-30"),
        (("listed", "8 March 2005", "THA", "Thailand", "signature"), Fault.NO_DATE, "8 March 2005"),
        (("listed", "", "THA", "Thailand", "signature"), Fault.NO_DATE, "no date"),
        (("listed", "1999-12-31", "THA", "Thailand", "signature"), Fault.BEFORE_ADOPTION, "before the adoption"),
        (("listed", "2011-01-01", "THA", "Thailand", "signature"), Fault.OUTSIDE_LIST, "after the list"),
        (("unlisted", "2005-03-08", "THA", "Thailand", "signature"), Fault.OUTSIDE_LIST, "no list"),
        (("listed", "2005-03-08", "THA", "Thailand"), Fault.RAGGED, "4 cells where the header has 5"),
        (GOOD, Fault.REPEATED, "line 2"),
    ],
)
def test_a_wrong_row_is_refused_by_line_and_the_others_are_read(
    tmp_path: Path, row: tuple[str, ...], fault: Fault, words: str
) -> None:
    file = acts_file(tmp_path, GOOD, row, ("listed", "2006-01-01", "KEN", "Kenya", "accession"))

    read = read_acts(file, known=known())

    assert [(refusal.line, refusal.fault) for refusal in read.refusals] == [(3, fault)]
    assert words in str(read.refusals[0])
    assert len(read.rows) == 2
    assert read.total == 3


def test_an_act_on_the_day_of_adoption_and_one_on_the_day_of_the_list_are_read(tmp_path: Path) -> None:
    file = acts_file(
        tmp_path,
        ("listed", "2000-01-01", "THA", "Thailand", "signature"),
        ("listed", "2010-12-31", "THA", "Thailand", "ratification"),
    )

    assert not read_acts(file, known=known()).refusals


def test_participants_that_are_not_member_states_are_kept_apart(tmp_path: Path) -> None:
    file = acts_file(
        tmp_path,
        GOOD,
        ("listed", "2005-03-08", "", "Holy See", "accession"),
        ("listed", "2005-03-08", "", "Niue", "accession"),
    )

    rows = read_acts(file, known=known()).rows

    assert [(row.respondent_id, row.is_of_member) for row in rows] == [(11, True), (13, False), (None, False)]


def test_each_fault_is_counted(tmp_path: Path) -> None:
    wrong = ("nowhere", "2005-03-08", "THA", "Thailand", "signature")

    faults = read_acts(acts_file(tmp_path, wrong, GOOD, wrong, GOOD), known=known()).faults

    assert faults == {Fault.UNKNOWN_TREATY: 2, Fault.REPEATED: 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "not UTF-8 text"),
        (b"treaty,date\x00,iso3,participant,act\n", "not a text file"),
        (b"treaty;date;iso3;participant;act\n", "the header lacks treaty, date"),
        (b"treaty,when,iso3,participant,act\n", "the header lacks date"),
        (b"treaty,date,iso3,participant,act,act\n", "names act twice"),
        (b'treaty,date,iso3,participant,act\nlisted,2005-03-08,THA,"Thail', "line 2"),
        (b'treaty,date,iso3,participant,act\nlisted,2005-03-08,THA,"Thai"land,signature\n', "line 2"),
    ],
)
def test_a_file_that_is_no_such_csv_is_refused_in_clear_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "acts.csv"
    file.write_bytes(content)

    with pytest.raises(SheetRefused, match=words) as refusal:
        read_acts(file, known=known())

    assert "acts.csv" in str(refusal.value)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SheetRefused, match="cannot be opened"):
        read_acts(tmp_path / name, known=known())


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_bytes(
        b"\xef\xbb\xbftreaty,date,iso3,participant,act\r\nlisted,2005-03-08,THA,Thailand,signature\r\n\r\n"
    )

    read = read_acts(file, known=known())

    assert (len(read.rows), read.refusals) == (1, [])


def test_a_row_after_a_cell_of_several_lines_is_named_by_its_own_line(tmp_path: Path) -> None:
    file = acts_file(tmp_path, ("listed", "2005-03-08", "THA", "Thai\nland", "signature"), ("nowhere", "", "", "", ""))

    assert [refusal.line for refusal in read_acts(file, known=known()).refusals] == [4]
