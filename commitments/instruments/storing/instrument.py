"""The row of an instrument and its words."""

from typing import Any

from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import Instrument, InstrumentWording
from commitments.instruments.reading.values import ReadInstrument
from commitments.instruments.storing.sync import change, check_lengths, sync


def store_instrument(instrument: Instrument | None, text: ReadInstrument, *, venue: str) -> Instrument:
    """The instrument as the text says; the first one ever stored is the founding instrument."""
    values = _facts(text)
    check_lengths(Instrument, values)
    if instrument is None:
        instrument = Instrument.objects.create(**values, is_founding=not Instrument.objects.exists())
    else:
        change(instrument, values)
    words = {"instrument_id": instrument.pk, "language": ORIGINAL, **_words(text), "declaration_venue": venue}
    originals = InstrumentWording.objects.filter(instrument=instrument, language=ORIGINAL)
    sync(originals, [words], key=["instrument_id", "language"])
    return instrument


def _facts(text: ReadInstrument) -> dict[str, Any]:
    header, tail = text.header, text.tail
    return {
        "symbol": text.symbol,
        "slug": text.slug,
        "body": header.body,
        "session": header.session,
        "adopted_on": text.adopted_on,
        "plenary_meeting": text.plenary_meeting,
        "committee": header.committee,
        "committee_report": header.committee_report,
        "agenda_item": tail.agenda_item,
        "distribution": tail.distribution,
        "distributed_on": tail.distributed_on,
        "job_number": tail.job_number,
        "ods_job_number": tail.ods_job_number,
    }


def _words(text: ReadInstrument) -> dict[str, Any]:
    formulas = text.formulas
    return {
        "title": text.header.title,
        "agenda_item_title": text.tail.agenda_item_title,
        "declaration_title": formulas.declaration_title,
        "opening": formulas.opening,
        "declaration_opening": formulas.declaration_opening,
        "declaration_enacting": formulas.declaration_enacting,
    }
