"""What was read, in lines that a person likes to read."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.instruments.outcomes import LoadOutcome, LoadState
from commitments.instruments.parts import Part
from commitments.instruments.reading.values import ReadInstrument
from commitments.instruments.vocabulary import Reportable

DONE = {
    LoadState.CREATED: gettext_lazy("Stored."),
    LoadState.COMPLETED: gettext_lazy("Stored: the analysis joins the text held."),
    LoadState.REVISED: gettext_lazy("Revised; every answer already given stays with its paragraph."),
    LoadState.UNCHANGED: gettext_lazy("Held already, word for word. Nothing was changed."),
}


def summary(outcome: LoadOutcome) -> str:
    """The outcome of a load: the text, what is asked, what is doubtful, what was done."""
    return "\n".join(
        [
            *_text(outcome.text),
            *_analysis(outcome),
            *_doubts(outcome.text),
            *(f"  {difference}" for difference in outcome.differences),
            _done(outcome),
        ]
    )


def _text(text: ReadInstrument) -> Iterator[str]:
    yield f"{text.symbol}  {text.header.title}"
    if text.formulas.declaration_title:
        yield _("Annex: %(title)s") % {"title": text.formulas.declaration_title}
    if text.adopted_on:
        yield _("Adopted on %(day)s, plenary meeting %(meeting)s") % {
            "day": text.adopted_on.isoformat(), "meeting": text.plenary_meeting or "–",
        }  # fmt: skip
    for part in Part:
        if paragraphs := text.in_part(part):
            yield f"{len(paragraphs):>5}  {part.label}"
    yield f"{len(text.footnotes):>5}  " + ngettext("footnote", "footnotes", len(text.footnotes))
    yield f"{len(text.indicators):>5}  " + ngettext("footnote indicator", "footnote indicators", len(text.indicators))


def _analysis(outcome: LoadOutcome) -> Iterator[str]:
    if not (outcome.is_analysed or outcome.text.in_part(Part.RECOMMENDATION)):
        yield _("No analysis: the numbered paragraphs have pages and are asked of nobody until one is loaded.")
        return
    counted = Counter(reading.reportable for reading in outcome.analysis.obligations)
    for reportable in Reportable:
        if counted[reportable.value]:
            yield f"{counted[reportable.value]:>5}  {reportable.label}"
    if outcome.is_analysed:
        yield f"{sum(len(reading.components) for reading in outcome.analysis.obligations):>5}  " + _("clauses quoted")


def _doubts(text: ReadInstrument) -> Iterator[str]:
    for found in text.doubts:
        yield _("Line %(line)s: note %(number)s after “%(word)s” is doubtful: %(doubt)s.") % {
            "line": found.line, "number": found.number, "word": found.word, "doubt": found.doubt,
        }  # fmt: skip
    for left in text.not_indicators:
        yield _("Line %(line)s: “%(glued)s” was left as it is: %(reason)s.") % {
            "line": left.line, "glued": left.glued, "reason": left.reason,
        }  # fmt: skip
    for number in sorted({note.number for note in text.footnotes} - {found.number for found in text.indicators}):
        yield _("Footnote %(number)s is pointed to from nowhere in the paragraphs.") % {"number": number}
    if text.tail.unread:
        yield _("Lines nobody could place: %(lines)s.") % {"lines": ", ".join(map(str, text.tail.unread))}


def _done(outcome: LoadOutcome) -> str:
    return _("Dry run: nothing was written.") if outcome.dry_run else str(DONE[outcome.state])
