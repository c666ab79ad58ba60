"""The text's own qualifiers are found in its words."""

import pytest

from commitments.instruments.reading.qualifiers import qualifiers_in
from commitments.instruments.reading.reader import read_instrument
from tests.factories.instruments import founding_source


def test_the_qualifiers_of_the_founding_text_are_those_a_person_finds():
    text = read_instrument(founding_source().text)

    found = {
        reference: [q.phrase for q in qualifiers_in(paragraph.text)]
        for reference, paragraph in text.by_reference().items()
        if qualifiers_in(paragraph.text)
    }

    assert found == {
        "OP2": [
            "taking into account the economic, social, legal and cultural specificities of their respective States"
        ],
        "D2": ["as appropriate"],
        "D3": ["where appropriate"],
        "D7": ["in accordance with national legislation"],
        "D8": ["in accordance with applicable international standards"],
        "D17": ["where needed"],
        "D18": ["in accordance with their domestic laws"],
        "D21": ["within its mandate", "upon request"],
        "D29": ["As appropriate", "as needed"],
        "D31": ["where appropriate", "in accordance with national legislation"],
        "D32": ["as appropriate"],
        "D33": ["as appropriate"],
    }


@pytest.mark.parametrize("text", ["as widely as possible", "as soon as possible", "appropriate measures", "as well as"])
def test_words_that_limit_nothing_are_no_qualifiers(text):
    assert qualifiers_in(text) == ()


def test_a_qualifier_knows_where_it_stands():
    (found,) = qualifiers_in("take steps, where necessary, to")

    assert "take steps, where necessary, to"[found.offset :].startswith(found.phrase)
