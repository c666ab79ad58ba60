"""Names that people gave their files become harmless and stay recognizable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.files.naming import MAX_BYTES, ascii_name, extension_of, safe_name, with_extension


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("../../x", "x"),
        ("law\u202efdp.exe", "lawfdp.exe"),
        ("re\x00po\x1brt\r\n.pdf", "report.pdf"),
        ("..", "file"),
        ("", "file"),
        (" . ", "file"),
        ("con.txt", "_con.txt"),
        ('a"b<c>|d*?.pdf', "a_b_c__d__.pdf"),
        ("Loi n° 12 – décret.pdf", "Loi n° 12 – décret.pdf"),
        ("قانون مكافحة الفساد.pdf", "قانون مكافحة الفساد.pdf"),
    ],
)
def test_a_name_that_steers_anything_becomes_a_plain_one(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


def test_a_long_name_is_cut_to_255_bytes_and_keeps_its_ending() -> None:
    name = safe_name("ก" * 300 + ".docx")

    assert len(name.encode()) <= MAX_BYTES
    assert name.endswith("ก.docx")


@given(st.text(max_size=600))
def test_any_name_becomes_one_that_cannot_steer_a_path_a_header_or_the_reading_direction(raw: str) -> None:
    name = safe_name(raw)

    assert name
    assert len(name.encode()) <= MAX_BYTES
    assert not set(name) & set('/\\<>:"|?*;%\r\n\t')
    assert not any(unicodedata.category(char)[0] == "C" for char in name)
    assert name.strip(" .") == name


@given(st.text(max_size=100))
def test_a_safe_name_is_not_changed_again(raw: str) -> None:
    assert safe_name(safe_name(raw)) == safe_name(raw)


@given(st.text(max_size=300))
def test_the_name_for_old_programs_is_ascii_and_never_empty(raw: str) -> None:
    name = ascii_name(safe_name(raw))

    assert name.isascii()
    assert name
    assert '"' not in name


def test_the_ending_is_read_in_small_letters_and_a_hidden_file_has_none() -> None:
    assert extension_of("Report.PDF") == "pdf"
    assert extension_of(".htaccess") == ""
    assert with_extension("report", "pdf") == "report.pdf"
    assert with_extension("report.pdf", "pdf") == "report.pdf"
