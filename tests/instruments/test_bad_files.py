"""What is not a resolution is refused in one clear sentence, with the line where there is one."""

from pathlib import Path

import pytest

from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.files import LARGEST, open_text
from commitments.instruments.reading.reader import read_instrument
from tests.factories.instruments import SMALL_TEXT

DECLARED = "\t1.\tWe will keep the wells1 clean.\n\t2.\tWe thank the diggers.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x7fELF\x02\x00\x00", "binary"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "Line 2: text.txt is not UTF-8"),
        ("Résolution".encode("latin-1"), "not UTF-8"),
        (SMALL_TEXT.encode("utf-16"), "not UTF-8|binary"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, content, said):
    file = tmp_path / "text.txt"
    file.write_bytes(content)

    with pytest.raises(ReadingError, match=said):
        open_text(file)


def test_a_file_of_one_gigabyte_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    file = tmp_path / "huge.txt"
    with file.open("wb") as huge:
        huge.truncate(1024**3)

    with pytest.raises(ReadingError, match=f"at most {LARGEST:,}"):
        open_text(file)


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path, name):
    with pytest.raises(ReadingError, match="cannot be read"):
        open_text(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call me Ishmael. Some years ago, never mind how long,\n" * 5000, "not the text of a resolution"),
        ("60/1.\tA title\n\tThe General Assembly,\n\t1.\tDecides.", "Line 1: A resolution begins with"),
        (SMALL_TEXT.replace("\t1.\tInvites", "\t3.\tInvites"), "Line 9: Paragraph 1 is due here; the text has 3"),
        (SMALL_TEXT.replace("\t2.\tWe thank", "\t4.\tWe thank"), "Line 24: Paragraph 2 is due here; the text has 4"),
        (SMALL_TEXT.replace("\tThe General Assembly,\n", ""), "does not begin with the body that speaks"),
        (SMALL_TEXT.replace("3 March 1999\n\n\nAnnex", "4 March 1999\n\n\nAnnex"), "Line 15: This date of adoption"),
        (SMALL_TEXT.replace("A/RES/53/901<<", "A/RES/53/902<<"), "Line 4: The number 53/901 does not agree"),
        (SMALL_TEXT.replace("I.\tWater", "Annex II"), "Line 22: A second annex"),
        (SMALL_TEXT.replace(DECLARED, ""), "belong to no paragraph"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_resolution_is_refused_at_its_line(text, said):
    with pytest.raises(ReadingError, match=said):
        read_instrument(text)


def test_any_beginning_of_a_resolution_is_read_or_refused_and_nothing_else():
    for end in range(0, len(SMALL_TEXT), 7):
        try:
            read_instrument(SMALL_TEXT[:end])
        except ReadingError:
            continue
