"""Verbs on instruments: load an adopted text with its analysis, or revise one that is held."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.refusals import demand_loading
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.instruments.analysis.default import default_reading
from commitments.instruments.analysis.faults import AnalysisRefused
from commitments.instruments.analysis.reader import read_analysis
from commitments.instruments.analysis.values import Analysis
from commitments.instruments.comparison import analysis_differences, lost_references, text_differences
from commitments.instruments.differences import Difference, word_difference
from commitments.instruments.models import Instrument
from commitments.instruments.outcomes import (
    LoadOutcome,
    LoadState,
    ParagraphsLost,
    RevisionRefused,
)
from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.files import TextFile
from commitments.instruments.reading.kinds import is_list, read_file
from commitments.instruments.reading.recommended import ListRefused
from commitments.instruments.reading.values import ReadInstrument
from commitments.instruments.storing.analysis import store_analysis
from commitments.instruments.storing.instrument import store_instrument
from commitments.instruments.storing.paragraphs import remove_lost_footnotes, store_paragraphs
from commitments.instruments.storing.references import remove_lost_references
from commitments.instruments.storing.sources import current_source, store_source
from commitments.instruments.storing.vocabulary import labels_that_differ
from commitments.instruments.vocabulary import SourceKind


@dataclass(frozen=True)
class Held:
    """An instrument as it is held, read again from the files that were kept."""

    instrument: Instrument
    source: TextFile
    analysis_file: TextFile | None


@dataclass(frozen=True)
class Read:
    """What is to be stored: the files, and what was read in them."""

    source: TextFile
    analysis_file: TextFile | None
    text: ReadInstrument
    analysis: Analysis


@transaction.atomic
def load_instrument(
    source: TextFile, *, analysis: TextFile | None = None, by: Actor, now: datetime,
    revise: bool = False, dry_run: bool = False,
) -> LoadOutcome:  # fmt: skip
    """Store an adopted text and what it asks. Loading the same again writes nothing.

    Without an analysis the one held is kept, or a default reading stands in for it. Refuses, with
    nothing written: what cannot be read (ReadingError, ListRefused), an analysis that does not fit
    (AnalysisRefused), other words than those held unless told to revise (RevisionRefused), a text
    that lost a numbered paragraph (ParagraphsLost), what does not fit (ValueTooLong). A revision
    keeps the ids of paragraphs and obligations, and so every answer.
    """
    demand_loading(by)
    text = read_file(source)
    held = _held(text.symbol)
    read = _read(source, analysis or (held.analysis_file if held else None), text)
    state, differences = _compared(held, read)
    if state is LoadState.REVISED and not (revise or dry_run):
        raise RevisionRefused(text.symbol, differences)
    writes = not dry_run and (state is not LoadState.UNCHANGED or revise)
    instrument = held.instrument if held else None
    if writes:
        instrument = _store(held, read, state, by=by, now=now)
    return LoadOutcome(state, text, read.analysis, read.analysis_file is not None, differences, instrument, dry_run)


def _held(symbol: str) -> Held | None:
    """The instrument, locked until the transaction ends: two loads of one text do not cross."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"instrument {symbol}"])
    instrument = Instrument.objects.filter(symbol=symbol).first()
    source = current_source(instrument, SourceKind.TEXT) if instrument else None
    if instrument is None or source is None:
        return None
    return Held(instrument, source, current_source(instrument, SourceKind.ANALYSIS))


def _read(source: TextFile, analysis_file: TextFile | None, text: ReadInstrument) -> Read:
    if analysis_file and is_list(source):
        raise ReadingError(_("A list of recommendations takes no analysis: it says itself what it holds."))
    analysis = read_analysis(analysis_file.text, text) if analysis_file else default_reading(text)
    return Read(source, analysis_file, text, analysis)


def _compared(held: Held | None, read: Read) -> tuple[LoadState, tuple[Difference, ...]]:
    """What is to be done, and what changed. Refuses with ParagraphsLost."""
    labels = _changed_labels(read.analysis)
    if held is None:
        return (LoadState.REVISED if labels else LoadState.CREATED), labels
    differences = (*_changes(held, read), *labels)
    if read.source.sha256 != held.source.sha256 or _is_other(held.analysis_file, read.analysis_file):
        return LoadState.REVISED, differences
    if held.analysis_file is None and read.analysis_file is not None:
        return (LoadState.REVISED if labels else LoadState.COMPLETED), differences
    return LoadState.UNCHANGED, ()


def _changes(held: Held, read: Read) -> tuple[Difference, ...]:
    """The differences to what is held; a file kept from a reader that took it and no longer does shows none."""
    try:
        text = read_file(held.source)
        analysis = read_analysis(held.analysis_file.text, text) if held.analysis_file else default_reading(text)
    except (ReadingError, AnalysisRefused, ListRefused):
        return ()
    if lost := lost_references(text, read.text):
        raise ParagraphsLost(lost)
    return (*text_differences(text, read.text), *analysis_differences(analysis, read.analysis))


def _changed_labels(analysis: Analysis) -> tuple[Difference, ...]:
    """Shared codes that this analysis would give another label."""
    differing = labels_that_differ(analysis.themes, analysis.addressees)
    return tuple(Difference(code, word_difference(old, new)) for code, (old, new) in differing.items())


def _is_other(held: TextFile | None, given: TextFile | None) -> bool:
    return held is not None and given is not None and held.sha256 != given.sha256


def _store(held: Held | None, read: Read, state: LoadState, *, by: Actor, now: datetime) -> Instrument:
    """Write what was read; the revision rises when words changed that were held."""
    instrument = store_instrument(held.instrument if held else None, read.text, venue=read.analysis.declaration_venue)
    if held and state is LoadState.REVISED:
        instrument.revision += 1
        instrument.save(update_fields=["revision"])
    store_paragraphs(instrument, read.text)
    store_analysis(instrument, read.analysis)
    remove_lost_references(instrument, read.analysis)
    remove_lost_footnotes(instrument, read.text)
    _store_files(instrument, held, read, by=by, now=now)
    if state is LoadState.UNCHANGED:
        return instrument
    name = EventName.INSTRUMENT_REVISED if held else EventName.INSTRUMENT_LOADED
    announce(name, subject=instrument, by=by, now=now, symbol=instrument.symbol, revision=instrument.revision)
    return instrument


def _store_files(instrument: Instrument, held: Held | None, read: Read, *, by: Actor, now: datetime) -> None:
    kept = (held.source, held.analysis_file) if held else (None, None)
    given = ((SourceKind.TEXT, read.source), (SourceKind.ANALYSIS, read.analysis_file))
    for old, (kind, new) in zip(kept, given, strict=True):
        if new and (old is None or old.sha256 != new.sha256):
            store_source(instrument, kind, new, by=by, now=now)
