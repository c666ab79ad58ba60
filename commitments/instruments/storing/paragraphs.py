"""The paragraphs of an instrument with their words, qualifiers, headings, footnotes and indicators."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeVar

from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import (
    Footnote,
    FootnoteIndicator,
    FootnoteWording,
    Heading,
    HeadingWording,
    Instrument,
    Paragraph,
    ParagraphWording,
    Qualifier,
)
from commitments.instruments.reading.qualifiers import qualifiers_in
from commitments.instruments.reading.values import ReadInstrument, ReadParagraph
from commitments.instruments.storing.sync import change, sync

P = TypeVar("P", Paragraph, ReadParagraph)
Pairs = list[tuple[ParagraphWording, ReadParagraph]]


def store_paragraphs(instrument: Instrument, text: ReadInstrument) -> None:
    """The paragraphs and everything in them; a numbered paragraph keeps its id, whatever its words become."""
    notes = _store_footnotes(instrument, text)
    paragraphs = _store_rows(instrument, text)
    originals = ParagraphWording.objects.filter(paragraph__instrument=instrument, language=ORIGINAL)
    wordings = sync(
        originals,
        [_words(row, read) for row, read in zip(paragraphs, text.paragraphs, strict=True)],
        key=["paragraph_id", "language"],
        remove=False,
    )
    pairs = list(zip(wordings.values(), text.paragraphs, strict=True))
    _store_indicators(instrument, pairs, notes)
    _store_qualifiers(instrument, pairs)
    _store_headings(instrument, text, paragraphs)


def remove_lost_footnotes(instrument: Instrument, text: ReadInstrument) -> None:
    """Remove notes that the text no longer has, once nothing points to them."""
    numbers = [note.number for note in text.footnotes]
    Footnote.objects.filter(instrument=instrument).exclude(number__in=numbers).delete()


def _store_footnotes(instrument: Instrument, text: ReadInstrument) -> dict[int, int]:
    """The ids of the footnotes by number."""
    wanted = [{"instrument_id": instrument.pk, "number": note.number} for note in text.footnotes]
    rows = sync(Footnote.objects.filter(instrument=instrument), wanted, key=["number"], remove=False)
    words = [
        {"footnote_id": rows[note.number,].pk, "language": ORIGINAL, "text": note.text, "tail": note.tail}
        for note in text.footnotes
    ]
    originals = FootnoteWording.objects.filter(footnote__instrument=instrument, language=ORIGINAL)
    sync(originals, words, key=["footnote_id", "language"], remove=False)
    return {number: row.pk for (number,), row in rows.items()}


def _store_rows(instrument: Instrument, text: ReadInstrument) -> list[Paragraph]:
    """One row per paragraph, known by its part and its place there: in numbered parts that is the number."""
    existing = _by_place(Paragraph.objects.filter(instrument=instrument).in_text_order())
    read_by_place = _by_place(text.paragraphs)
    _remove([row for place, row in existing.items() if place not in read_by_place])
    return [_stored(instrument, existing.get(place), read) for place, read in read_by_place.items()]


def _by_place(paragraphs: Iterable[P]) -> dict[tuple[str, int], P]:
    counted: Counter[str] = Counter()
    placed: dict[tuple[str, int], P] = {}
    for paragraph in paragraphs:
        part = str(paragraph.part)
        counted[part] += 1
        placed[part, counted[part]] = paragraph
    return placed


def _stored(instrument: Instrument, row: Paragraph | None, read: ReadParagraph) -> Paragraph:
    values: dict[str, Any] = {
        "instrument_id": instrument.pk,
        "part": read.part.value,
        "number": read.number,
        "number_is_printed": read.number_is_printed,
        "position": read.position,
        "reference": read.reference,
    }
    if row is None:
        return Paragraph.objects.create(**values)
    change(row, values)
    return row


def _remove(gone: list[Paragraph]) -> None:
    """Remove unnumbered paragraphs past the end of a preamble; numbered ones are never lost (services)."""
    ids = [row.pk for row in gone]
    ParagraphWording.objects.filter(paragraph__in=ids).delete()
    Heading.objects.filter(paragraph__in=ids).delete()
    Paragraph.objects.filter(pk__in=ids).delete()


def _words(paragraph: Paragraph, read: ReadParagraph) -> dict[str, Any]:
    return {
        "paragraph_id": paragraph.pk,
        "language": ORIGINAL,
        "text": read.text,
        "lead": read.lead,
        "tail": read.tail,
    }


def _store_indicators(instrument: Instrument, pairs: Pairs, notes: dict[int, int]) -> None:
    wanted = [
        {"wording_id": wording.pk, "footnote_id": notes[found.number], "offset": found.offset, "doubt": found.doubt}
        for wording, read in pairs
        for found in read.indicators
    ]
    rows = FootnoteIndicator.objects.filter(wording__paragraph__instrument=instrument, wording__language=ORIGINAL)
    sync(rows, wanted, key=["wording_id", "offset"])


def _store_qualifiers(instrument: Instrument, pairs: Pairs) -> None:
    wanted = [
        {"wording_id": wording.pk, "offset": found.offset, "phrase": found.phrase}
        for wording, read in pairs
        if read.reference
        for found in qualifiers_in(read.text)
    ]
    rows = Qualifier.objects.filter(wording__paragraph__instrument=instrument, wording__language=ORIGINAL)
    sync(rows, wanted, key=["wording_id", "offset"])


def _store_headings(instrument: Instrument, text: ReadInstrument, paragraphs: list[Paragraph]) -> None:
    wanted = [
        {"instrument_id": instrument.pk, "position": position, "paragraph_id": paragraphs[heading.above - 1].pk}
        for position, heading in enumerate(text.headings, start=1)
    ]
    headings = sync(Heading.objects.filter(instrument=instrument), wanted, key=["position"])
    words = [
        {"heading_id": row.pk, "language": ORIGINAL, "label": read.label, "text": read.text}
        for row, read in zip(headings.values(), text.headings, strict=True)
    ]
    originals = HeadingWording.objects.filter(heading__instrument=instrument, language=ORIGINAL)
    sync(originals, words, key=["heading_id", "language"])
