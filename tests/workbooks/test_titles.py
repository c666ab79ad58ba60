"""A workbook is read back by its titles and choices: in every language no two of them are the same."""

import pytest
from django.conf import settings
from django.utils import translation

from commitments.submissions.status import CHOOSABLE
from commitments.workbooks.columns import BY_NAME, COLUMNS, choices_of

NUMBER = {"status": len(CHOOSABLE), "language": len(settings.LANGUAGES), "in_law": 2, "in_practice": 2}


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_titles_and_choices_can_be_told_apart_in_every_language(language):
    with translation.override(language):
        titles = {column.words for column in COLUMNS}
        numbers = {name: len(choices_of(BY_NAME[name])) for name in NUMBER}

    assert len(titles) == len(COLUMNS)
    assert numbers == NUMBER
