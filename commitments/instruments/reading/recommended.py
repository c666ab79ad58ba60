"""Reads a list of recommendations: a file that a person made of the document, as docs/recommendations.md says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.instruments.analysis.faults import AnalysisRefused, Fault, Faults
from commitments.instruments.analysis.lined_yaml import load_lined
from commitments.instruments.analysis.taking import Taker
from commitments.instruments.parts import Part
from commitments.instruments.reading.values import (
    ReadFormulas,
    ReadHeader,
    ReadHeading,
    ReadInstrument,
    ReadParagraph,
    ReadTail,
)

KEYS = frozenset({"symbol", "title", "body", "adopted_on", "source", "recommendations"})
KEYS_OF_ONE = frozenset({"number", "heading", "label", "text"})
SYMBOL = re.compile(r"[A-Z][A-Za-z0-9./ ()-]{2,59}")
LONGEST = {"heading": 500, "label": 200, "text": 20_000}


class ListRefused(Exception):
    """The file is no list of recommendations as the program takes it; carries every fault with its line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        head = _("The list of recommendations is refused; faults: %(count)s.") % {"count": len(faults)}
        super().__init__("\n".join([head, *map(str, faults)]))


@dataclass(frozen=True)
class _One:
    number: int | None
    heading: str
    label: str
    text: str
    line: int


def read_recommendations(text: str) -> ReadInstrument:
    """The list as an instrument whose paragraphs are recommendations. Refuses with ListRefused, naming every fault."""
    faults = Faults()
    try:
        document = Taker(load_lined(text), faults)
        read = _instrument(document)
        faults.refuse_if_any()
    except AnalysisRefused as refusal:
        raise ListRefused(refusal.faults) from refusal
    return read


def _instrument(document: Taker) -> ReadInstrument:
    document.known_keys(KEYS)
    symbol = document.text("symbol", required=True, longest=60)
    if symbol and not SYMBOL.fullmatch(symbol):
        document.faults.add(document.line("symbol"), _("“%(symbol)s” is no symbol of a document"), symbol=symbol)
    document.text("source", required=True)
    if document.source.get("adopted_on") is None:
        document.faults.add(document.line("adopted_on"), _("“%(key)s” is missing"), key="adopted_on")
    ones = list(_ones(document))
    _check_order(ones, document)
    return ReadInstrument(
        symbol=symbol,
        header=ReadHeader(
            document.text("body", required=True, longest=120), symbol, document.text("title", required=True)
        ),
        tail=ReadTail(symbol=symbol),
        formulas=ReadFormulas(),
        plenary_meeting=None,
        adopted_on=document.day("adopted_on"),
        paragraphs=tuple(_paragraph(one, place) for place, one in enumerate(ones, start=1)),
        headings=tuple(
            ReadHeading("", one.heading, one.line, place) for place, one in enumerate(ones, start=1) if one.heading
        ),
        footnotes=(),
        not_indicators=(),
    )


def _ones(document: Taker) -> Iterator[_One]:
    for taker in document.mappings("recommendations"):
        taker.known_keys(KEYS_OF_ONE)
        words = {
            name: " ".join(taker.text(name, required=name == "text", longest=most).split())
            for name, most in LONGEST.items()
        }
        if taker.source.get("number") is None:
            taker.faults.add(taker.line("number"), _("“%(key)s” is missing"), key="number")
        yield _One(taker.number("number"), line=taker.source.line, **words)


def _check_order(ones: list[_One], document: Taker) -> None:
    """They are numbered as they follow each other, so that a number never comes to mean another."""
    if not ones:
        document.faults.add(document.line("recommendations"), _("there is no recommendation in the list"))
    first: dict[str, int] = {}
    for place, one in enumerate(ones, start=1):
        if one.number is not None and one.number != place:
            names = {"number": one.number, "place": place}
            document.faults.add(one.line, _("number %(number)s stands where number %(place)s follows"), **names)
        before = first.setdefault(one.text, place)
        if one.text and before != place:
            document.faults.add(one.line, _("the same words as number %(number)s"), number=before)


def _paragraph(one: _One, place: int) -> ReadParagraph:
    return ReadParagraph(
        Part.RECOMMENDATION, place, number_is_printed=False, position=place, line=one.line, lead="", text=one.text,
        tail="", label=one.label,
    )  # fmt: skip
