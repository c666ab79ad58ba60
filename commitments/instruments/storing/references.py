"""The texts that an instrument's obligations rest on."""

from commitments.instruments.analysis.values import Analysis
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import Footnote, Instrument, InstrumentReference, InstrumentReferenceWording
from commitments.instruments.storing.sync import sync
from commitments.instruments.storing.vocabulary import Ids


def store_references(instrument: Instrument, analysis: Analysis) -> Ids:
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
