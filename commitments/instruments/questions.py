"""What a numbered paragraph asked at a moment, and what of it is asked otherwise now, by the files that are kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from commitments.instruments.analysis.default import default_reading
from commitments.instruments.analysis.faults import AnalysisRefused
from commitments.instruments.analysis.reader import read_analysis
from commitments.instruments.analysis.values import ComponentReading, ObligationReading
from commitments.instruments.differences import Difference, difference_of
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import Instrument, InstrumentSource
from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.files import TextFile
from commitments.instruments.reading.reader import read_instrument
from commitments.instruments.vocabulary import SourceKind
from commitments.web.kept import by_reference

Question = dict[str, str]
"""What is asked, by place: the text itself, and what the reading of it put beside the answer."""

PLACES: dict[str, StrOrPromise] = {
    "text": _("The text"),
    "components": _("Clauses"),
    "answers_as": _("As whom a State answers"),
    "indicators": _("What could be shown"),
    "notes": _("Guidance"),
}


class Files(NamedTuple):
    """Of which files a text with its analysis was made, by their keys."""

    text: int | None
    analysis: int | None


@dataclass(frozen=True)
class Held:
    """A file that was loaded at a moment; its content is not read."""

    pk: int
    kind: str
    loaded_at: datetime


def changes_since(instrument: Instrument, reference: str, moment: datetime) -> tuple[Difference, ...]:
    """What this paragraph asks otherwise than at that moment, word by word; nothing where it asks the same."""
    held = _held(instrument)
    then, now = _files(held, moment), _files(held, None)
    if then == now:
        return ()
    before, after = (_questions(files).get(reference, {}) for files in (then, now))
    return tuple(_differences(before, after))


def _differences(before: Question, after: Question) -> Iterator[Difference]:
    for place, words in PLACES.items():
        if found := difference_of(str(words), before.get(place, ""), after.get(place, "")):
            yield found


@by_reference
def _held(instrument: Instrument) -> list[Held]:
    """Each file of the instrument that was ever in force, the oldest first."""
    rows = InstrumentSource.objects.filter(instrument=instrument, language=ORIGINAL).order_by("revision", "pk")
    return [Held(*row) for row in rows.values_list("pk", "kind", "loaded_at")]


def _files(held: Iterable[Held], moment: datetime | None) -> Files:
    """Those in force at the moment (now, where none is named); of a time before the first, the first."""
    return Files(*(_in_force([one for one in held if one.kind == kind], moment)
                   for kind in (SourceKind.TEXT, SourceKind.ANALYSIS)))  # fmt: skip


def _in_force(held: list[Held], moment: datetime | None) -> int | None:
    then = [one.pk for one in held if moment is None or one.loaded_at <= moment]
    return then[-1] if then else held[0].pk if held else None


@by_reference
def _questions(files: Files) -> dict[str, Question]:
    """What each paragraph asked by these files; nothing where the program cannot read them any more."""
    found = {
        row.pk: TextFile(row.file_name, row.content)
        for row in InstrumentSource.objects.filter(pk__in=filter(None, files))
    }
    if files.text is None:
        return {}
    try:
        text = read_instrument(found[files.text].text)
        analysis = read_analysis(found[files.analysis].text, text) if files.analysis else default_reading(text)
    except (ReadingError, AnalysisRefused):
        return {}
    paragraphs = text.by_reference()
    return {one.reference: _asked(paragraphs[one.reference].text, one) for one in analysis.obligations}


def _asked(text: str, reading: ObligationReading) -> Question:
    return {
        "text": text,
        "components": "\n".join(map(_clause, reading.components)),
        "answers_as": ", ".join(reading.answers_as),
        "indicators": "\n".join(reading.indicators),
        "notes": reading.notes,
    }


def _clause(component: ComponentReading) -> str:
    return f"{component.verb}: {component.quote}"
