"""What stands in for an analysis nobody has made yet: every numbered paragraph, not yet read by a person."""

from itertools import starmap

from commitments.instruments.analysis.values import Analysis, ObligationReading
from commitments.instruments.parts import Part
from commitments.instruments.reading.values import ReadInstrument, ReadParagraph
from commitments.instruments.vocabulary import ObligationType, Reportable, TrackedBy

WORDS_IN_LABEL = 9
UNREAD = (ObligationType.UNREAD, Reportable.NO)
READ_AS = {Part.RECOMMENDATION: (ObligationType.RECOMMENDATION, Reportable.SERVED)}
"""What a paragraph is that needs no analysis: a list of recommendations says itself what it holds."""


def default_reading(text: ReadInstrument) -> Analysis:
    """Each numbered paragraph under its first words; not asked of States until a person has confirmed it.

    A recommendation is asked of nobody, and actions can serve it.
    """
    return Analysis(obligations=tuple(starmap(_reading, text.by_reference().items())))


def _reading(reference: str, paragraph: ReadParagraph) -> ObligationReading:
    kind, reportable = READ_AS.get(paragraph.part, UNREAD)
    label = paragraph.label or first_words(paragraph.text)
    return ObligationReading(reference, label, kind, reportable, tracked_by=TrackedBy.NONE)


def first_words(text: str) -> str:
    """The beginning of a paragraph as a label; an ellipsis says that it goes on."""
    words = text.split()
    label = " ".join(words[:WORDS_IN_LABEL])
    return f"{label[:190]} …" if len(words) > WORDS_IN_LABEL or len(label) > 190 else label  # noqa: PLR2004
