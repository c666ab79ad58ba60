"""The files an instrument was read from: every revision of them is kept."""

from datetime import datetime

from commitments.access.actor import Actor
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import Instrument, InstrumentSource
from commitments.instruments.reading.files import TextFile
from commitments.instruments.vocabulary import SourceKind


def current_source(instrument: Instrument, kind: SourceKind) -> TextFile | None:
    """The latest file of a kind, as it was loaded."""
    rows = InstrumentSource.objects.filter(instrument=instrument, kind=kind, language=ORIGINAL)
    row = rows.order_by("-revision").first()
    return TextFile(row.file_name, row.content) if row else None


def store_source(instrument: Instrument, kind: SourceKind, file: TextFile, *, by: Actor, now: datetime) -> None:
    """Keep a file as the instrument's current one of its kind."""
    InstrumentSource.objects.create(
        instrument=instrument,
        kind=kind,
        language=ORIGINAL,
        revision=instrument.revision,
        file_name=file.name,
        sha256=file.sha256,
        content=file.text,
        loaded_at=now,
        loaded_by_id=by.user_id,
        loaded_by_name=by.name,
    )
