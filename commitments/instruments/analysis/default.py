"""What stands in for an analysis nobody has made yet: every numbered paragraph, not yet read by a person."""

from commitments.instruments.analysis.values import Analysis, ObligationReading
from commitments.instruments.reading.values import ReadInstrument
from commitments.instruments.vocabulary import ObligationType, Reportable, TrackedBy

WORDS_IN_LABEL = 9


def default_reading(text: ReadInstrument) -> Analysis:
    """Each numbered paragraph under its first words; not asked of States until a person has confirmed it."""
    return Analysis(
        obligations=tuple(
            ObligationReading(
                reference=reference,
                label=first_words(paragraph.text),
                type=ObligationType.UNREAD,
                reportable=Reportable.NO,
                tracked_by=TrackedBy.NONE,
            )
            for reference, paragraph in text.by_reference().items()
        )
    )


def first_words(text: str) -> str:
    """The beginning of a paragraph as a label; an ellipsis says that it goes on."""
    words = text.split()
    label = " ".join(words[:WORDS_IN_LABEL])
    return f"{label[:190]} …" if len(words) > WORDS_IN_LABEL or len(label) > 190 else label  # noqa: PLR2004
