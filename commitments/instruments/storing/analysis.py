"""The obligations of an instrument and everything a person read in them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from commitments.instruments.analysis.values import Analysis, ObligationReading
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import (
    Footnote,
    Instrument,
    InstrumentReference,
    InstrumentReferenceWording,
    Obligation,
    ObligationAddressee,
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
from commitments.instruments.storing.sync import sync
from commitments.instruments.storing.vocabulary import Ids, store_addressees, store_themes
from commitments.instruments.vocabulary import AddresseeRole

Pairs = list[tuple[Obligation, ObligationReading]]


def store_analysis(instrument: Instrument, analysis: Analysis) -> None:
    """The obligations as the analysis says; one that exists keeps its id, and so every answer to it."""
    addressees = store_addressees(analysis.addressees)
    themes = store_themes(analysis.themes)
    pairs = _store_obligations(instrument, analysis)
    references = _store_references(instrument, analysis)
    _store_words(instrument, pairs)
    _store_links(instrument, ObligationTheme, pairs, "theme_id", themes, lambda reading: reading.themes)
    _store_links(
        instrument, ObligationReference, pairs, "reference_id", references, lambda reading: reading.references
    )
    _store_roles(instrument, pairs, addressees)
    _store_listed(instrument, ObligationDeadline, ObligationDeadlineWording, "deadline", pairs, "deadlines")
    _store_listed(instrument, SuggestedIndicator, SuggestedIndicatorWording, "indicator", pairs, "indicators")
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


def _store_references(instrument: Instrument, analysis: Analysis) -> Ids:
    """The ids of the references by key; those that no obligation uses any more are removed later."""
    notes = dict(Footnote.objects.filter(instrument=instrument).values_list("number", "pk"))
    wanted = [
        {
            "instrument_id": instrument.pk,
            "key": reading.key,
            "position": position,
            "adopted_on": reading.adopted_on,
            "adopted_certainty": reading.adopted_certainty,
            "footnote_id": notes.get(reading.footnote) if reading.footnote else None,
        }
        for position, reading in enumerate(analysis.references, start=1)
    ]
    rows = sync(InstrumentReference.objects.filter(instrument=instrument), wanted, key=["key"], remove=False)
    words = [
        {
            "reference_id": rows[reading.key,].pk,
            "language": ORIGINAL,
            "title": reading.title,
            "source": reading.source,
            "note": reading.note,
        }
        for reading in analysis.references
    ]
    originals = InstrumentReferenceWording.objects.filter(reference__instrument=instrument, language=ORIGINAL)
    sync(originals, words, key=["reference_id", "language"], remove=False)
    return {key: row.pk for (key,), row in rows.items()}


def remove_lost_references(instrument: Instrument, analysis: Analysis) -> None:
    """Remove references that the analysis no longer has, once no obligation points to them."""
    gone = InstrumentReference.objects.filter(instrument=instrument).exclude(
        key__in=[reading.key for reading in analysis.references]
    )
    InstrumentReferenceWording.objects.filter(reference__in=gone).delete()
    gone.delete()


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


def _store_links(
    instrument: Instrument, model: type[Model], pairs: Pairs, target: str, ids: Ids,
    codes: Callable[[ObligationReading], Iterable[str]],
) -> None:  # fmt: skip
    wanted = [
        {"obligation_id": row.pk, target: ids[code], "position": position}
        for row, reading in pairs
        for position, code in enumerate(codes(reading), start=1)
    ]
    rows = model._default_manager.filter(obligation__instrument=instrument)
    sync(rows, wanted, key=["obligation_id", target])


def _store_roles(instrument: Instrument, pairs: Pairs, addressees: Ids) -> None:
    wanted = [
        {"obligation_id": row.pk, "addressee_id": addressees[code], "role": role.value, "position": position}
        for row, reading in pairs
        for role, codes in (
            (AddresseeRole.ADDRESSEE, reading.addressees),
            (AddresseeRole.CONCERNED, reading.concerned),
            (AddresseeRole.BENEFICIARY, reading.beneficiaries),
        )
        for position, code in enumerate(codes, start=1)
    ]
    rows = ObligationAddressee.objects.filter(obligation__instrument=instrument)
    sync(rows, wanted, key=["obligation_id", "addressee_id", "role"])


def _store_listed(
    instrument: Instrument, model: type[Model], wording: type[Model], name: str, pairs: Pairs, field: str
) -> None:
    """Rows that are nothing but words in order: deadlines, suggested indicators."""
    listed = [
        (row.pk, position, text)
        for row, reading in pairs
        for position, text in enumerate(getattr(reading, field), start=1)
    ]
    wanted = [{"obligation_id": owner, "position": position} for owner, position, _ in listed]
    rows = sync(
        model._default_manager.filter(obligation__instrument=instrument), wanted, key=["obligation_id", "position"]
    )
    words: list[dict[str, Any]] = [
        {f"{name}_id": rows[owner, position].pk, "language": ORIGINAL, "text": text}
        for owner, position, text in listed
    ]
    originals = wording._default_manager.filter(
        **{f"{name}__obligation__instrument": instrument, "language": ORIGINAL}
    )
    sync(originals, words, key=[f"{name}_id", "language"])


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
