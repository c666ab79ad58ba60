"""Search finds what the person may read and not one thing more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.actor import anonymous
from commitments.implementation.models import ImplementationAction
from commitments.respondents.models import Respondent
from commitments.search.queries import search
from commitments.search.sql import NEWEST_CYCLES
from tests.factories import submissions as make
from tests.factories.access import actor, person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def found(query: str, who=None) -> dict[str, list[str]]:
    """Titles by kind."""
    with acting(who or anonymous()):
        sections = search(query)
    return {section.key: [item.title for item in section.found] for section in sections}


def an_action(code: str, title: str) -> ImplementationAction:
    """A State's working record."""
    return ImplementationAction.objects.create(
        respondent=Respondent.objects.get(code=code), kind="law", title=title, created_at=NOON, created_by=person()
    )


def test_words_of_a_paragraph_find_it_in_the_order_of_the_text():
    with acting(anonymous()):
        sections = search("witnesses victims")
    references = [item.reference for section in sections if section.key == "texts" for item in section.found]

    assert "D17" in references


def test_a_reference_finds_its_paragraph():
    assert found("d17")["obligations"] == ["Protect and support victims and witnesses"]


def test_a_state_is_found_with_a_typing_error():
    assert "Thailand" in found("Thailnd")["states"]


def test_the_own_state_finds_its_working_action():
    an_action("THA", "Xylophone Witness Act")

    assert found("xylophone", actor("focal_point", "THA"))["own_actions"] == ["Xylophone Witness Act"]


@pytest.mark.parametrize("who", [None, ("focal_point", "KEN"), ("officer", None), ("administrator", None)])
def test_nobody_outside_the_state_finds_a_working_action(who):
    an_action("THA", "Xylophone Witness Act")

    assert found("xylophone", actor(*who) if who else None) == {}


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "\x00", "'; DROP TABLE x; --", "a & | ! ( :*", '"', "\\", "%_", "\u202e", "x" * 10000, "<script>"],
)
def test_whatever_is_typed_the_page_answers(client, typed):
    response = client.get(reverse("search:search"), {"q": typed})

    assert response.status_code == 200
    assert b"<script>" not in response.content.replace(b"<script type", b"").replace(b"<script src", b"")


def test_a_word_that_only_an_old_cycle_has_is_found_though_newer_cycles_are_looked_through_first():
    for n in range(NEWEST_CYCLES + 1):
        cycle = make.cycle("THA", at=NOON + timedelta(days=n))
        asked = make.obligations(cycle)[0]
        make.action("THA", asked, title=f"Xylophone act {n}", audience="public") if n == 0 else None
        words = "the glockenspiel" if n == 0 else "other matters"
        make.sent("THA", of=cycle, narrative=f"We report on {words}.")

    seen = found("glockenspiel", actor("officer")), found("xylophone", actor("officer"))

    assert seen[0]["answers"] == ["Thailand"]
    assert seen[1]["reported_actions"] == ["Xylophone act 0"]
