"""Loading stores a text whole or not at all, twice the same changes nothing, a revision keeps what hangs on it."""

from typing import Any

import pytest
from django.apps import apps

from commitments.access.actor import anonymous
from commitments.access.refusals import LoadingNotAllowed
from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.instruments.analysis.faults import AnalysisRefused
from commitments.instruments.models import (
    Footnote,
    FootnoteIndicator,
    Instrument,
    InstrumentSource,
    Obligation,
    Paragraph,
    ParagraphWording,
    Theme,
)
from commitments.instruments.outcomes import LoadState, ParagraphsLost, RevisionRefused
from commitments.instruments.queries import obligation_page, text_of
from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.values import with_indicators
from commitments.instruments.storing.sync import ValueTooLong
from tests.factories.access import actor
from tests.factories.instruments import (
    SMALL_ANALYSIS,
    SMALL_TEXT,
    founding_analysis,
    founding_source,
    load,
    shared_text,
    small_instrument,
)

CHANGED_TEXT = SMALL_TEXT.replace("dig wells,", "dig deep wells,").replace(
    "We thank the diggers", "We thank all diggers"
)
CHANGED_ANALYSIS = SMALL_ANALYSIS.replace("Member States to dig wells", "Member States to dig deep wells").replace(
    "We thank the diggers", "We thank all diggers"
)

pytestmark = pytest.mark.django_db


def rows_of_instruments() -> dict[str, int]:
    """How many rows stand in each table of this capability, and in the history of each."""
    tables = [model for model in apps.get_models() if model.__module__.startswith("commitments.instruments.models")]
    histories = [table.pgh_event_model for table in tables]
    return {model.__name__: model._default_manager.count() for model in [*tables, *histories]}


def held(symbol: str = "A/RES/53/901") -> Instrument:
    return Instrument.objects.with_labels("en").get(symbol=symbol)


def ids(instrument: Instrument) -> dict[str, tuple[int, int]]:
    rows = Obligation.objects.filter(instrument=instrument)
    return {row.reference: (row.pk, row.paragraph_id) for row in rows}


def test_put_back_the_stored_paragraphs_are_those_of_the_source_character_for_character():
    source = founding_source().text
    wordings = ParagraphWording.objects.filter(paragraph__instrument__is_founding=True).order_by("paragraph__position")

    restored = [
        wording.lead
        + with_indicators(wording.text, list(wording.indicators.values_list("offset", "footnote__number")))
        + wording.tail
        for wording in wordings
    ]

    frames = {"The General Assembly,", "We, the States Members of the United Nations,", "Declare as follows:"}
    assert restored == [line for line in source.split("\n") if line.startswith("\t") and line.strip() not in frames]


def test_the_founding_instrument_is_stored_with_its_footnotes_and_indicators():
    founding = Instrument.objects.founding().get()

    assert founding.obligations.count() == 41
    assert Footnote.objects.filter(instrument=founding).count() == 11
    assert FootnoteIndicator.objects.filter(footnote__instrument=founding, doubt="").count() == 12
    assert (founding.job_number, founding.agenda_item, founding.session) == ("05-49822", "106", 60)


def test_a_small_instrument_is_stored_with_all_its_analysis():
    instrument = small_instrument()

    assert not instrument.is_founding
    assert instrument.title == "Wells and bridges"
    assert [row.reference for row in Obligation.objects.filter(instrument=instrument).in_text_order()] == [
        "OP1", "OP2", "D1", "D2",
    ]  # fmt: skip
    page = obligation_page(instrument, "OP2")
    assert [item.label for item in page.block.items] == ["", "(a)", "(b)"]
    assert page.deadlines == ("next session",)
    assert text_of(instrument).declaration[0].headings[0].label == "I."


def test_loading_twice_changes_nothing_and_writes_no_history():
    small_instrument()
    before = rows_of_instruments()

    outcome = load(SMALL_TEXT, SMALL_ANALYSIS)

    assert outcome.state is LoadState.UNCHANGED
    assert rows_of_instruments() == before
    assert any(name.endswith("Event") and count for name, count in before.items())


def test_loading_the_founding_instrument_again_changes_nothing():
    before = rows_of_instruments()

    outcome = load(founding_source().text, founding_analysis().text)

    assert outcome.state is LoadState.UNCHANGED
    assert rows_of_instruments() == before


def test_writing_the_same_again_on_demand_touches_no_row():
    small_instrument()
    before = rows_of_instruments()

    load(SMALL_TEXT, SMALL_ANALYSIS, revise=True)

    assert rows_of_instruments() == before


def test_loading_the_same_text_without_its_analysis_keeps_the_analysis():
    small_instrument()

    outcome = load(SMALL_TEXT)

    assert outcome.state is LoadState.UNCHANGED
    assert outcome.is_analysed


def test_a_changed_text_is_refused_with_its_word_level_difference():
    small_instrument()
    before = rows_of_instruments()

    with pytest.raises(RevisionRefused) as refusal:
        load(CHANGED_TEXT, CHANGED_ANALYSIS)

    said = str(refusal.value)
    assert "OP1: 1. Invites Member States to dig {+deep +}wells, as appropriate;" in said
    assert "D2: 2. We thank [-the-]{+all+} diggers." in said
    assert rows_of_instruments() == before


def test_a_revision_takes_the_new_words_and_keeps_every_id():
    instrument = small_instrument()
    before = ids(instrument)

    outcome = load(CHANGED_TEXT, CHANGED_ANALYSIS, revise=True)

    assert outcome.state is LoadState.REVISED
    assert ids(held()) == before
    assert held().revision == 2
    assert obligation_page(held(), "OP1").block.text == "Invites Member States to dig deep wells, as appropriate;"
    sources = InstrumentSource.objects.filter(instrument=instrument).order_by("kind", "revision")
    assert [(row.kind, row.revision) for row in sources] == [
        ("analysis", 1), ("analysis", 2), ("text", 1), ("text", 2),
    ]  # fmt: skip
    assert sources.last().content == CHANGED_TEXT


def test_a_revision_touches_only_the_rows_that_changed():
    small_instrument()
    before = rows_of_instruments()

    load(SMALL_TEXT, SMALL_ANALYSIS.replace("Dig wells", "Dig many wells"), revise=True)

    after = rows_of_instruments()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "ObligationWordingEvent": 1, "InstrumentEvent": 1, "InstrumentSource": 1, "InstrumentSourceEvent": 1,
    }  # fmt: skip


def test_a_revision_may_add_paragraphs_and_shorten_a_preamble():
    instrument = small_instrument()
    before = ids(instrument)
    longer = SMALL_TEXT.replace("\t2.\tWe thank the diggers.\n", "\t2.\tWe thank the diggers.\n\t3.\tWe will sing.\n")
    longer = longer.replace("\tRecalling its resolution 52/1 of 1 October 1997,1\n", "")
    analysis = SMALL_ANALYSIS + (
        "- id: D3\n  part: declaration\n  number: 3\n  label: Sing\n  type: commitment\n"
        "  components:\n    - {verb: sing, type: commitment, addressees: [MS], quote: We will sing}\n"
        "  state_reportable: optional\n  tracked_by: state\n"
    )

    load(longer, analysis, revise=True)

    assert {reference: before[reference] for reference in before}.items() <= ids(held()).items()
    assert set(ids(held())) - set(before) == {"D3"}
    assert list(Paragraph.objects.filter(instrument=instrument, part="preambular")) == []
    assert [block.reference for block in text_of(held()).blocks] == ["OP1", "OP2", "D1", "D2", "D3"]


def test_a_text_that_lost_a_numbered_paragraph_is_refused_even_as_a_revision():
    small_instrument()
    before = rows_of_instruments()

    with pytest.raises(ParagraphsLost, match="no longer has D2"):
        load(SMALL_TEXT.replace("\t2.\tWe thank the diggers.\n", ""), SMALL_ANALYSIS.split("- id: D2")[0], revise=True)

    assert rows_of_instruments() == before


def test_a_changed_text_that_its_analysis_no_longer_fits_is_refused_as_a_whole():
    small_instrument()
    before = rows_of_instruments()

    with pytest.raises(AnalysisRefused, match="is not in the text of OP1"):
        load(CHANGED_TEXT, revise=True)

    assert rows_of_instruments() == before


def test_a_changed_text_without_trouble_for_the_analysis_is_revised_with_the_one_held():
    small_instrument()

    outcome = load(SMALL_TEXT.replace("as appropriate;", "where needed;"), revise=True)

    assert outcome.is_analysed
    assert obligation_page(held(), "OP1").label == "Dig wells"
    assert obligation_page(held(), "OP1").qualifiers == ("where needed",)


def test_an_instrument_without_analysis_has_obligations_that_are_asked_of_nobody():
    load(SMALL_TEXT)

    rows = Obligation.objects.filter(instrument=held()).with_labels("en").in_text_order()
    assert [(row.reference, row.type, row.reportable) for row in rows][:2] == [
        ("OP1", "unread", "no"),
        ("OP2", "unread", "no"),
    ]
    assert rows[0].label == "Invites Member States to dig wells, as appropriate;"
    assert not rows.asked_of_states().exists()
    assert obligation_page(held(), "D1").themes == ()


def test_an_analysis_that_comes_later_joins_the_same_obligations():
    load(SMALL_TEXT)
    before = ids(held())

    outcome = load(SMALL_TEXT, SMALL_ANALYSIS)

    assert outcome.state is LoadState.COMPLETED
    assert ids(held()) == before
    assert obligation_page(held(), "OP1").label == "Dig wells"
    assert held().revision == 1


def test_optional_obligations_are_asked_and_not_counted():
    rows = Obligation.objects.filter(instrument=small_instrument())

    assert [row.reference for row in rows.asked_of_states().in_text_order()] == ["OP1", "D1", "D2"]
    assert [row.reference for row in rows.counted().in_text_order()] == ["OP1", "D1"]


def test_a_shared_theme_is_not_renamed_by_another_instrument_in_passing():
    analysis = SMALL_ANALYSIS.replace("{code: WELLS, label: Wells}", "{code: CORR, label: Wells}").replace(
        "[WELLS]", "[CORR]"
    )

    with pytest.raises(RevisionRefused, match="CORR"):
        load(SMALL_TEXT, analysis)

    assert not Instrument.objects.filter(symbol="A/RES/53/901").exists()


def test_a_dry_run_says_what_it_would_do_and_writes_nothing():
    before = rows_of_instruments()

    outcome = load(SMALL_TEXT, SMALL_ANALYSIS, dry_run=True)

    assert (outcome.state, outcome.instrument) == (LoadState.CREATED, None)
    assert rows_of_instruments() == before


def test_a_dry_run_of_a_changed_text_shows_the_difference():
    small_instrument()
    before = rows_of_instruments()

    outcome = load(CHANGED_TEXT, CHANGED_ANALYSIS, dry_run=True)

    assert outcome.state is LoadState.REVISED
    assert {"OP1", "D2"} <= {difference.place for difference in outcome.differences}
    assert rows_of_instruments() == before


@pytest.mark.parametrize(
    ("text", "analysis", "refusal"),
    [
        ("a novel", None, ReadingError),
        (SMALL_TEXT, SMALL_ANALYSIS.replace("[WELLS]", "[NONE]"), AnalysisRefused),
        (SMALL_TEXT, "words", AnalysisRefused),
        (SMALL_TEXT.replace("\t2.\tWe thank", " " * 99 + "2. We thank"), None, ValueTooLong),
        (SMALL_TEXT.replace("Second", "Second" * 99), None, ValueTooLong),
        (SMALL_TEXT, SMALL_ANALYSIS.replace("SG", "S" * 99), ValueTooLong),
    ],
)
def test_what_is_refused_leaves_nothing_behind(text, analysis, refusal):
    before = rows_of_instruments()

    with pytest.raises(refusal):
        load(text, analysis)

    assert rows_of_instruments() == before


@pytest.mark.parametrize("who", ["focal_point", "officer", None])
def test_who_may_not_load_reference_data_is_refused(who):
    by: Any = actor(who, "THA" if who == "focal_point" else None) if who else anonymous()

    with pytest.raises(LoadingNotAllowed):
        load(SMALL_TEXT, by=by)

    assert not Instrument.objects.filter(symbol="A/RES/53/901").exists()


def test_what_was_loaded_and_revised_is_announced():
    small_instrument()
    load(CHANGED_TEXT, CHANGED_ANALYSIS, revise=True)

    names = Event.objects.filter(payload__symbol="A/RES/53/901").order_by("pk").values_list("name", flat=True)
    assert list(names) == [EventName.INSTRUMENT_LOADED, EventName.INSTRUMENT_REVISED]


def test_another_declaration_is_stored_with_its_own_numbering():
    load(shared_text("A_RES_55_59.txt").text)

    instrument = held("A/RES/55/59")
    assert Obligation.objects.filter(instrument=instrument).count() == 30
    assert len(text_of(instrument).declaration) == 29
    assert [item.label for item in obligation_page(instrument, "D7").block.items] == ["", "(a)", "(b)", "(c)", "(d)"]
    assert Theme.objects.count() == 16
