"""The obligations of an instrument and everything a person read in them."""

from commitments.instruments.analysis.values import Analysis
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import (
    Instrument,
    Obligation,
    ObligationDeadline,
    ObligationDeadlineWording,
    ObligationReference,
    ObligationTheme,
    ObligationWording,
    Paragraph,
    SameAnswer,
    SuggestedIndicator,
    SuggestedIndicatorWording,
)
from commitments.instruments.storing.components import store_components
from commitments.instruments.storing.details import Pairs, store_links, store_listed, store_roles
from commitments.instruments.storing.references import store_references
from commitments.instruments.storing.sync import sync
from commitments.instruments.storing.vocabulary import store_addressees, store_themes


def store_analysis(instrument: Instrument, analysis: Analysis) -> None:
    """The obligations as the analysis says; one that exists keeps its id, and so every answer to it."""
    addressees = store_addressees(analysis.addressees)
    themes = store_themes(analysis.themes)
    pairs = _store_obligations(instrument, analysis)
    references = store_references(instrument, analysis)
    _store_words(instrument, pairs)
    store_links(ObligationTheme, instrument, pairs, field="themes", target="theme_id", ids=themes)
    store_links(ObligationReference, instrument, pairs, field="references", target="reference_id", ids=references)
    store_roles(instrument, pairs, addressees)
    store_listed(ObligationDeadline, ObligationDeadlineWording, instrument, pairs, field="deadlines", name="deadline")
    store_listed(SuggestedIndicator, SuggestedIndicatorWording, instrument, pairs, field="indicators", name="indicator")
    _store_same_answers(instrument, pairs)
    store_components(instrument, pairs, addressees)


def _store_obligations(instrument: Instrument, analysis: Analysis) -> Pairs:
    paragraphs = {row.reference: row for row in Paragraph.objects.filter(instrument=instrument).exclude(reference="")}
    wanted = [
        {
            "instrument_id": instrument.pk,
            "paragraph_id": paragraphs[reading.reference].pk,
            "reference": reading.reference,
            "number": paragraphs[reading.reference].number,
            "type": reading.type,
            "reportable": reading.reportable,
            "tracked_by": reading.tracked_by,
            "answers_as": list(reading.answers_as),
        }
        for reading in analysis.obligations
    ]
    rows = sync(Obligation.objects.filter(instrument=instrument), wanted, key=["reference"], remove=False)
    return list(zip(rows.values(), analysis.obligations, strict=True))


def _store_words(instrument: Instrument, pairs: Pairs) -> None:
    words = [
        {
            "obligation_id": row.pk,
            "language": ORIGINAL,
            "label": reading.label,
            "verbs": list(reading.verbs),
            "notes": reading.notes,
        }
        for row, reading in pairs
    ]
    originals = ObligationWording.objects.filter(obligation__instrument=instrument, language=ORIGINAL)
    sync(originals, words, key=["obligation_id", "language"])


def _store_same_answers(instrument: Instrument, pairs: Pairs) -> None:
    ids = {reading.reference: row.pk for row, reading in pairs}
    joined = {
        frozenset({row.pk, ids[other]}) for row, reading in pairs for other in reading.same_answer_as if other in ids
    }
    wanted = [
        {"obligation_id": first, "other_id": second}
        for pair in sorted(map(sorted, joined))
        for first, second in (pair, reversed(pair))
    ]
    rows = SameAnswer.objects.filter(obligation__instrument=instrument)
    sync(rows, wanted, key=["obligation_id", "other_id"])
