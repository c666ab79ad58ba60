"""Reads the whole of an analysis against the text that it is about."""

from django.utils.translation import gettext as _

from commitments.instruments.analysis.agreement import check_footnotes, check_indicators, check_meta
from commitments.instruments.analysis.faults import Faults
from commitments.instruments.analysis.lined_yaml import load_lined
from commitments.instruments.analysis.obligations import Known, read_obligations
from commitments.instruments.analysis.taking import Taker
from commitments.instruments.analysis.values import Analysis, Coded, ReferenceReading
from commitments.instruments.reading.values import ReadInstrument
from commitments.instruments.vocabulary import ObligationType

KEYS = frozenset({
    "meta", "themes", "types", "addressees", "footnote_indicators", "not_footnotes", "footnotes", "references",
    "obligations",
})  # fmt: skip
REFERENCE_KEYS = frozenset({"title", "adopted", "adopted_certainty", "source", "footnote", "note"})


def read_analysis(yaml_text: str, text: ReadInstrument) -> Analysis:
    """The analysis as data. Refuses with AnalysisRefused, naming every fault with its line."""
    faults = Faults()
    document = Taker(load_lined(yaml_text), faults)
    document.known_keys(KEYS)
    meta = Taker(document.mapping("meta"), faults)
    check_meta(meta, text)
    check_footnotes(document, text)
    check_indicators(document, text)
    themes, addressees = _themes(document), _addressees(document)
    references = _references(document, text)
    known = Known(
        types=_types(document),
        themes=frozenset(theme.code for theme in themes),
        addressees=frozenset(addressee.code for addressee in addressees),
        references=frozenset(reference.key for reference in references),
    )
    obligations = read_obligations(document, text, known)
    faults.refuse_if_any()
    return Analysis(meta.text("declaration_venue", longest=200), themes, addressees, references, obligations)


def _themes(document: Taker) -> tuple[Coded, ...]:
    themes: list[Coded] = []
    for taker in document.mappings("themes"):
        taker.known_keys({"code", "label"})
        code = taker.text("code", required=True, longest=20)
        if code in {theme.code for theme in themes}:
            taker.faults.add(taker.line("code"), _("“%(code)s” stands here a second time"), code=code)
        themes.append(Coded(code, taker.text("label", required=True, longest=200)))
    return tuple(themes)


def _addressees(document: Taker) -> tuple[Coded, ...]:
    taker = Taker(document.mapping("addressees"), document.faults)
    return tuple(Coded(code, taker.text(code, required=True, longest=200)) for code in taker.source)


def _types(document: Taker) -> frozenset[str]:
    """The types that the file lists, of those that the program knows."""
    taker = Taker(document.mapping("types", required=False), document.faults)
    taker.known_keys(ObligationType.values)
    return frozenset(taker.source) or frozenset(ObligationType.values)


def _references(document: Taker, text: ReadInstrument) -> tuple[ReferenceReading, ...]:
    entries = Taker(document.mapping("references", required=False), document.faults)
    notes = {note.number for note in text.footnotes}
    return tuple(
        _reference(key, Taker(value, document.faults), notes)
        for key in entries.source
        if (value := entries.mapping(key)) is not None
    )


def _reference(key: str, taker: Taker, notes: set[int]) -> ReferenceReading:
    taker.known_keys(REFERENCE_KEYS)
    footnote = taker.number("footnote")
    if footnote is not None and footnote not in notes:
        taker.faults.add(taker.line("footnote"), _("the text has no footnote %(number)s"), number=footnote)
    return ReferenceReading(
        key=key,
        title=taker.text("title", required=True),
        adopted_on=taker.day("adopted"),
        adopted_certainty=taker.text("adopted_certainty", longest=40),
        source=taker.text("source"),
        footnote=footnote,
        note=taker.text("note"),
    )
