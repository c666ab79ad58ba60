"""What changed between two readings of an instrument: its words, its header, its analysis. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from django.utils.translation import gettext as _

from commitments.instruments.analysis.values import Analysis
from commitments.instruments.differences import Difference, difference_of
from commitments.instruments.parts import Part
from commitments.instruments.reading.values import ReadInstrument, ReadParagraph


def text_differences(old: ReadInstrument, new: ReadInstrument) -> tuple[Difference, ...]:
    """Word by word, place by place; the order is that of the new text."""
    return tuple(_compared(_words(old), _words(new)))


def analysis_differences(old: Analysis, new: Analysis) -> tuple[Difference, ...]:
    """What a person reads differently now, obligation by obligation."""
    return tuple(_compared(_readings(old), _readings(new)))


def lost_references(old: ReadInstrument, new: ReadInstrument) -> tuple[str, ...]:
    """Numbered paragraphs that the new text no longer has."""
    return tuple(reference for reference in old.by_reference() if reference not in new.by_reference())


def _compared(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for place in [*new, *(place for place in old if place not in new)]:
        if difference := difference_of(place, old.get(place, ""), new.get(place, "")):
            yield difference


def _words(text: ReadInstrument) -> dict[str, str]:
    """Everything that is printed, under the name of its place."""
    words = {f"{_('header')}: {key}": str(value or "") for key, value in _header(text).items()}
    for part in Part:
        for index, paragraph in enumerate(text.in_part(part), start=1):
            words[_place(paragraph, index)] = paragraph.restored().strip()
    for heading in text.headings:
        words[_("heading %(label)s above paragraph %(above)s") % {"label": heading.label, "above": heading.above}] = (
            heading.text
        )
    for note in text.footnotes:
        words[_("footnote %(number)s") % {"number": note.number}] = note.text
    return words


def _header(text: ReadInstrument) -> dict[str, Any]:
    tail = {key: value for key, value in asdict(text.tail).items() if key not in {"unread", "session_words"}}
    return {
        **tail,
        **asdict(text.header),
        **asdict(text.formulas),
        "adopted_on": text.adopted_on,
        "plenary_meeting": text.plenary_meeting,
    }


def _place(paragraph: ReadParagraph, index: int) -> str:
    return paragraph.reference or _("%(part)s, paragraph %(index)s") % {"part": paragraph.part.label, "index": index}


def _readings(analysis: Analysis) -> dict[str, str]:
    words = {f"{_('theme')} {theme.code}": theme.label for theme in analysis.themes}
    words |= {f"{_('addressee')} {addressee.code}": addressee.label for addressee in analysis.addressees}
    words |= {f"{_('reference')} {reference.key}": _told(reference) for reference in analysis.references}
    for reading in analysis.obligations:
        for field in fields(reading):
            words[f"{reading.reference} {field.name}"] = _plain(getattr(reading, field.name))
    return words | {"declaration_venue": analysis.declaration_venue}


def _told(value: Any) -> str:
    return "; ".join(f"{field.name}: {getattr(value, field.name)}" for field in fields(value))


def _plain(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return " · ".join(item if isinstance(item, str) else _told(item) for item in value)
