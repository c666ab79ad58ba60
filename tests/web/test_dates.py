"""A day and a moment have one form on a page, in each language that has formats of its own here."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2026, 11, 27, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("named", "written"), [("DATE_FORMAT", "j F Y"), ("DATETIME_FORMAT", "j F Y, H:i")])
def test_what_templates_write_out_reads_as_what_they_name(language: str, named: str, written: str) -> None:
    with translation.override(language):
        assert date_format(MOMENT, named) == date_format(MOMENT, written)
