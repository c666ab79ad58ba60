"""No text of a person runs in a spreadsheet, and every text can be had back as it was."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.sheets.cells import csv_value, safe_cell, without_guard, xml_text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30 1234",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        "\x1bx",
        "  =HYPERLINK(1)",
        "\u200b=1",
        "\u202e=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        "|".join(("=cmd", "' /C calc'!A0")),
    ],
)
def test_a_text_that_could_run_gets_a_leading_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Law No. 12", "a=b", "x-y", "40 % = two fifths", "قانون", "1 + 1", "  plain"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_what_begins_a_cell_is_never_a_formula_sign_and_the_guard_can_be_taken_away(text: str) -> None:
    cell = safe_cell(text)

    assert cell.lstrip()[:1] not in set("=+-@\t\r\n\x00＝＋－＠")
    assert without_guard(cell) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("=a", "'=a"),
        (-5, -5),
        (Decimal("1.10"), Decimal("1.10")),
        (True, "yes"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1))), "2026-03-02T11:00:00+00:00"),
        (datetime(2026, 3, 2, 12, tzinfo=UTC), "2026-03-02T12:00:00+00:00"),
        (["=a", "b"], "'=a; b"),
        ({"=": 1}, '{"=": 1}'),
    ],
)
def test_numbers_stay_numbers_and_everything_else_becomes_guarded_words(value: object, cell: object) -> None:
    assert csv_value(value) == cell


@given(st.text())
def test_what_xml_forbids_is_taken_out_and_nothing_else_that_is_seen(text: str) -> None:
    clean = xml_text(text)

    assert not any(ord(char) < 32 and char not in "\t\n\r" for char in clean)
    assert not any(0xD800 <= ord(char) <= 0xDFFF or ord(char) in {0xFFFE, 0xFFFF} for char in clean)
    assert [char for char in clean if char.isalnum()] == [char for char in text if char.isalnum()]
