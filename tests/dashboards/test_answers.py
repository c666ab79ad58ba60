"""One answer as State and paragraph pages show it: everything it says, escaped, and drawn once."""

import json
from datetime import date

import pytest
from django.utils import translation

from commitments.dashboards.answers import Said, article
from tests.rollups.replies import cycle_of, reply
from tests.rollups.texts import small_text

SAID = Said(
    status="considered", audience="member_states", answers_as="both", planned_on=date(2027, 1, 2),
    considered_on=date(2026, 5, 6), in_law=True, in_practice=False, needs_assistance=True, language="fr",
    narrative="Nets <b>mended</b>\n\nand kept", considered_outcome="Left & right", reason="", constraints_text="",
)  # fmt: skip
CITED = [
    {"kind": "action", "evidence": None, "content": {"title": "Act <1>", "description": "On nets", "language": "es"}},
    {"kind": "figure", "evidence": None, "content": {"label": "Cases", "value": "3", "unit": "", "year": 2025}},
    {"kind": "evidence", "evidence": 4, "content": {"title": "Gazette", "file_name": "a&b.pdf"}},
    {"kind": "evidence", "evidence": 4, "content": {"title": "Gazette", "file_name": "a&b.pdf"}},
]


def drawn(said=SAID, cited="", facts=""):
    return article(said, cited, facts, title="Title", url="/states/THA/", reference="OP1")


def test_an_answer_shows_what_it_says_and_cites_escaped():
    page = drawn(cited=json.dumps(CITED))

    for words in (
        'id="OP1"', "Answers as: Both", "Planned for 2 January 2027", "Considered on 6 May 2026", "In law",
        "Needs assistance", "#audience-member_states", "#status-considered", "<strong>Outcome:</strong> Left &amp; right",
        '<div lang="fr" dir="auto"><p>Nets &lt;b&gt;mended&lt;/b&gt;</p>', '<li lang="es"><strong>Act &lt;1&gt;</strong>: On nets',
        "Cases: 3  (2025)", "Gazette (a&amp;b.pdf)",
    ):  # fmt: skip
        assert words in page, words
    assert "In practice" not in page
    assert page.count("Gazette") == 1


def test_an_answer_that_cites_nothing_and_has_no_treaty_beside_it_unfolds_nothing():
    assert "<details" not in drawn()


def test_an_answer_is_drawn_once_until_anything_it_shows_changes_and_in_each_language():
    kept = drawn()

    assert drawn() is kept
    assert "planned" in drawn(SAID._replace(status="planned"))
    assert "In practice" in drawn(SAID._replace(in_practice=True))
    with translation.override("ar"):
        assert drawn() is not kept


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/states/THA/", "/texts/{}/OP1/"])
def test_what_the_lists_of_treaty_acts_show_stands_beside_no_answer_of_a_text_without_treaties(client, address):
    text = small_text()
    reply(cycle_of(instruments=[text]), "THA", {"OP1": "planned"})

    page = client.get(address.format(text.slug)).content.decode()

    assert page.count('class="answer"') == 1
    assert "What the lists of treaty acts show</summary>" not in page
