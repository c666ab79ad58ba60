"""Suggestions: the paragraph a person means is among the first."""

import pytest

from commitments.implementation.nearness import MOST, near_obligations
from commitments.implementation.queries import asked_with_labels
from commitments.respondents.models import Respondent

pytestmark = pytest.mark.django_db


def near(text: str, code: str = "THA", **options) -> list[str]:
    respondent = Respondent.objects.get(code=code)
    among = asked_with_labels(respondent, "en")
    return [each.reference for each in near_obligations(text, among=among, **options)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Law on asset recovery and confiscation of the proceeds of corruption", "D25"),
        ("Training of prison staff in the standard minimum rules", "D29"),
        ("Computer-related crime: accession to the Convention on cybercrime", "D16"),
        ("Juvenile justice reform", "D33"),
        ("Restorative justice programme, alternatives to prosecution", "D32"),
        ("Bill against identity theft and document fraud", "D27"),
        ("Witness protection programme", "D17"),
        ("Money-laundering: financial intelligence unit founded", "D26"),
    ],
)
def test_the_paragraph_meant_is_among_the_first_two(text, meant):
    assert meant in near(text)[:2]


def test_nothing_is_suggested_for_nothing_and_never_more_than_the_list_holds():
    assert near("") == near("  \n ") == near("\x00") == []
    assert len(near("crime justice States cooperation convention " * 500)) <= MOST


def test_what_is_ticked_already_is_not_suggested_again():
    assert "D33" not in near("Juvenile justice reform", leave_out=["A-RES-60-177/D33"])


def test_only_what_is_asked_of_the_respondent_is_suggested():
    text = "Report of the Secretary-General on the implementation of the resolution to the Commission"

    assert not {"OP1", "OP5", "OP6", "D30", "D35"} & set(near(text, most=50))


@pytest.mark.parametrize("text", ["'; DROP TABLE x; --", "& | ! ( ) :* <->", "\\", "%s %(x)s", "🙂" * 50, "é" * 9000])
def test_any_text_is_only_text(text):
    assert isinstance(near(text), list)
