"""Search finds what the person may read and not one thing more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.actor import anonymous
from commitments.access.audience import Audience
from commitments.implementation.models import ImplementationAction
from commitments.respondents.models import Respondent
from commitments.search.markup import entries
from commitments.search.queries import search
from commitments.search.sql import MOST, NEWEST
from commitments.submissions import services
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


HOSTILE = {
    "nothing": "",
    "blanks": "  ",
    "a NUL": "\x00",
    "marks from right to left": "\u202e\u200f\u2067",
    "markup": "<script>alert(1)</script>",
    "SQL": "'; DROP TABLE x; --",
    "operators of a query": "a & | ! ( :* <-> <2> )",
    "operators alone": "or or or - - !",
    "one quote": '"',
    "quotes alone": '"' * 300,
    "a backslash": "\\",
    "signs of LIKE": "%_",
    "ten thousand letters": "x" * 10_000,
    "ten thousand words": "x " * 5_000,
    "a letter that is none": "\ud800",
    "words to leave out alone": "-zzzz",
    "stop words": "the of and",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_the_page_answers_in_words(client, typed):
    response = client.get(reverse("search:search"), {"q": typed.encode(errors="surrogatepass")})

    page = response.content.decode()
    assert response.status_code == 200
    assert "<script>" not in page
    assert any(said in page for said in ("Nothing was found for", "What are you looking for?", '<ul class="list">'))


@pytest.mark.parametrize("key", ["a NUL", "marks from right to left", "blanks", "nothing"])
def test_what_holds_no_word_is_answered_by_a_question(client, key):
    response = client.get(reverse("search:search"), {"q": HOSTILE[key]})

    assert "What are you looking for?" in response.content.decode()


@pytest.mark.parametrize("typed", ["-zzzz", "-zzzz -yyyy", "zzzz or -yyyy"])
def test_words_to_leave_out_find_nothing_by_themselves(typed):
    """They would find every record there is, by reading all of the index."""
    make.sent("THA", narrative="Glockenspiel")

    assert found(typed, actor("officer")) == {}


def test_a_word_to_leave_out_narrows_what_another_finds():
    cycle = make.cycle("THA", "KEN")
    make.sent("THA", of=cycle, narrative="Glockenspiel")
    make.sent("KEN", of=cycle, narrative="Glockenspiel and marimba")

    assert found("glockenspiel -marimba", actor("officer"))["answers"] == ["Thailand"]


@pytest.mark.parametrize("typed", ['"marimba glockenspiel"', "marimba_glockenspiel"])
def test_words_in_quotes_are_looked_for_as_words(typed):
    """Whether they stand side by side is in no index: to read each text for it took seconds."""
    make.sent("THA", narrative="The glockenspiel, not the marimba")

    assert found(typed, actor("officer"))["answers"] == ["Thailand"]


def test_a_found_text_is_escaped_and_its_word_marked():
    make.sent("THA", narrative="<b>Glockenspiel</b> & more")

    with acting(actor("officer")):
        (section,) = search("glockenspiel")

    assert "&lt;b&gt;<mark>Glockenspiel</mark>&lt;/b&gt; &amp; more" in entries(section.found)


AGES = (0, *NEWEST)
"""The newest cycle, and for each step the newest that it does not look into."""


@pytest.fixture
def of_every_age():
    """As many cycles as there are; of these ages each has an answer and an action with a word of its own."""
    for age in reversed(range(AGES[-1] + 1)):
        cycle = make.cycle("THA", at=NOON - timedelta(days=age))
        if age in AGES:
            make.action("THA", make.obligations(cycle)[0], title=f"Xylophone{age}", audience="public")
            make.sent("THA", of=cycle, narrative=f"Glockenspiel{age}")


def test_a_word_is_found_though_only_one_cycle_has_it_however_old(of_every_age):
    seen = {
        age: (found(f"glockenspiel{age}", actor("officer")), found(f"xylophone{age}", actor("officer"))) for age in AGES
    }

    assert {age: answers["answers"] for age, (answers, _) in seen.items()} == {age: ["Thailand"] for age in AGES}
    assert {age: acts["reported_actions"] for age, (_, acts) in seen.items()} == {
        age: [f"Xylophone{age}"] for age in AGES
    }


def test_the_own_state_finds_its_answers_of_every_age(of_every_age):
    seen = {age: found(f"glockenspiel{age}", actor("focal_point", "THA"))["answers"] for age in AGES}

    assert seen == {age: ["Thailand"] for age in AGES}


def test_what_was_reported_last_stands_first():
    for code, day in (("THA", NOON), ("KEN", NOON - timedelta(days=400)), ("AUT", NOON - timedelta(days=800))):
        cycle = make.cycle(code, at=day)
        make.action(code, make.obligations(cycle)[0], title=f"Xylophone of {code}", audience="public")
        make.sent(code, of=cycle, narrative="Glockenspiel")

    assert found("glockenspiel", actor("officer"))["answers"] == ["Thailand", "Kenya", "Austria"]
    assert found("xylophone", actor("officer"))["reported_actions"] == [
        f"Xylophone of {c}" for c in ("THA", "KEN", "AUT")
    ]


def test_hits_that_the_reader_may_not_see_keep_no_older_one_from_him():
    newest = make.ready("THA", of=make.cycle("THA", on=make.instrument(asked=MOST + 5)))
    older = make.ready("KEN", of=make.cycle("KEN", at=NOON - timedelta(days=400)))
    hidden = [make.answer(newest, place, narrative="Glockenspiel") for place in range(MOST + 5)]
    shown = [make.answer(older, narrative="Glockenspiel")]
    for whole, answers, audience in ((newest, hidden, Audience.SECRETARIAT), (older, shown, Audience.PUBLIC)):
        by = make.focal_point(whole.respondent.code)
        services.set_audience(answers, audience, by=by, now=NOON)
        services.submit(whole, by=by, now=make.NOON)

    assert found("glockenspiel")["answers"] == ["Kenya"]
    assert found("glockenspiel", actor("officer"))["answers"] == ["Thailand"] * MOST
