"""What an analysis says about the text as a whole, compared with the text that was read."""

from datetime import date

from django.utils.translation import gettext as _

from commitments.instruments.analysis.taking import Taker
from commitments.instruments.parts import Part
from commitments.instruments.reading.values import ReadIndicator, ReadInstrument

META_KEYS = frozenset({
    "symbol", "title", "adopted", "plenary_meeting", "committee_report", "committee", "session", "agenda_item",
    "distributed", "job_number", "ods_job_number", "declaration_title", "declaration_venue", "counts",
})  # fmt: skip
INDICATOR_KEYS = frozenset({"glued", "word", "punct_before", "footnote", "line", "where", "position"})


def check_meta(meta: Taker, text: ReadInstrument) -> None:
    """Every fact that the analysis states about the text is the text's own."""
    meta.known_keys(META_KEYS)
    meta.text("symbol", required=True)
    for key, found in _facts(text).items():
        stated = meta.text(key)
        if stated and stated != found:
            meta.faults.add(
                meta.line(key), _("“%(key)s” is “%(found)s” in the text, not “%(stated)s”"),
                key=key, found=found or _("not given"), stated=stated,
            )  # fmt: skip
    _check_counts(Taker(meta.mapping("counts", required=False), meta.faults), text)


def _facts(text: ReadInstrument) -> dict[str, str]:
    header, tail = text.header, text.tail
    return {
        "symbol": text.symbol,
        "title": header.title,
        "adopted": _day(text.adopted_on),
        "plenary_meeting": ordinal(text.plenary_meeting),
        "committee_report": header.committee_report,
        "committee": header.committee,
        "session": str(header.session or ""),
        "agenda_item": tail.agenda_item,
        "distributed": _day(tail.distributed_on),
        "job_number": tail.job_number,
        "ods_job_number": tail.ods_job_number,
        "declaration_title": text.formulas.declaration_title,
    }


def _check_counts(counts: Taker, text: ReadInstrument) -> None:
    found = {
        "preambular_resolution": len(text.in_part(Part.PREAMBULAR)),
        "operative": len(text.in_part(Part.OPERATIVE)),
        "preambular_declaration": len(text.in_part(Part.DECLARATION_PREAMBULAR)),
        "declaration_paragraphs": len(text.in_part(Part.DECLARATION)),
        "footnotes": len(text.footnotes),
        "footnote_indicators": len(text.indicators),
    }
    counts.known_keys(found)
    for key in counts.source.keys() & found.keys():
        if counts.number(key) != found[key]:
            counts.faults.add(counts.line(key), _("“%(key)s” is %(found)s in the text"), key=key, found=found[key])


def check_footnotes(document: Taker, text: ReadInstrument) -> None:
    """The footnotes that the analysis quotes are those of the text, word for word."""
    stated = Taker(document.mapping("footnotes", required=False), document.faults)
    if not stated.source:
        return
    found = {str(note.number): note.text for note in text.footnotes}
    stated.known_keys(found)
    for number, words in found.items():
        if stated.text(number) != words:
            stated.faults.add(stated.line(number), _("footnote %(number)s is “%(words)s” in the text"),
                              number=number, words=words)  # fmt: skip


def check_indicators(document: Taker, text: ReadInstrument) -> None:
    """The footnote indicators that the analysis lists are those found, at the same lines and words."""
    if "footnote_indicators" not in document.source:
        return
    found = [_place(indicator) for indicator in text.indicators]
    for taker in document.mappings("footnote_indicators"):
        taker.known_keys(INDICATOR_KEYS)
        place = (taker.number("line"), taker.text("word"), taker.text("punct_before"), taker.number("footnote"))
        if place in found:
            found.remove(place)
        else:
            taker.faults.add(
                taker.source.line,
                _("the text has no indicator of note %(note)s after “%(word)s” at its line %(line)s"),
                note=place[3], word=f"{place[1]}{place[2]}", line=place[0],
            )  # fmt: skip
    for line, word, punctuation, number in found:
        document.faults.add(
            document.line("footnote_indicators"),
            _("the indicator of note %(note)s after “%(word)s” at line %(line)s of the text is missing"),
            note=number, word=f"{word}{punctuation}", line=line,
        )  # fmt: skip


def _place(indicator: ReadIndicator) -> tuple[int, str, str, int]:
    return indicator.line, indicator.word, indicator.punctuation, indicator.number


def ordinal(number: int | None) -> str:
    """64 as "64th"; empty for none."""
    if number is None:
        return ""
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
