"""What a paragraph asked at a moment, and what of it is asked otherwise now."""

from datetime import UTC, datetime, timedelta

import pytest

from commitments.instruments.models import Instrument, InstrumentSource
from commitments.instruments.questions import changes_since
from tests.factories import submissions as make
from tests.factories.instruments import SMALL_ANALYSIS, SMALL_TEXT, load
from tests.instruments.test_loading import CHANGED_ANALYSIS, CHANGED_TEXT

pytestmark = pytest.mark.django_db

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
BETWEEN, SECOND = FIRST + timedelta(days=100), FIRST + timedelta(days=200)


@pytest.fixture
def text() -> Instrument:
    """Loaded first, revised second."""
    load(SMALL_TEXT, SMALL_ANALYSIS)
    load(CHANGED_TEXT, CHANGED_ANALYSIS, revise=True)
    sources = InstrumentSource.objects.filter(instrument__symbol="A/RES/53/901")
    sources.filter(revision=1).update(loaded_at=FIRST)
    sources.filter(revision=2).update(loaded_at=SECOND)
    return Instrument.objects.get(symbol="A/RES/53/901")


def changed(text: Instrument, reference: str, moment: datetime) -> list[str]:
    return [str(one) for one in changes_since(text, reference, moment)]


def test_a_paragraph_that_was_revised_is_asked_otherwise_word_by_word(text: Instrument) -> None:
    found = changed(text, "OP1", BETWEEN)

    assert [one.partition(":")[0] for one in found] == ["The text", "Clauses"]
    assert all("{+deep +}" in one for one in found)


def test_a_paragraph_beside_it_asks_the_same(text: Instrument) -> None:
    assert changed(text, "D1", BETWEEN) == []


def test_what_was_said_after_the_revision_was_said_on_the_words_of_today(text: Instrument) -> None:
    assert changed(text, "OP1", SECOND) == []


def test_before_the_first_file_the_first_is_meant(text: Instrument) -> None:
    assert changed(text, "OP1", FIRST - timedelta(days=1)) == changed(text, "OP1", BETWEEN)


def test_files_that_can_be_read_no_more_ask_again_for_everything(text: Instrument) -> None:
    InstrumentSource.objects.filter(instrument=text, revision=1, kind="text").update(content="Not a resolution")

    assert changed(text, "D1", BETWEEN) != []


def test_a_text_without_files_asks_what_it_asked() -> None:
    assert changed(make.instrument(), "D1", BETWEEN) == []
