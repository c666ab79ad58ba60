"""The tables of what was agreed: instruments, paragraphs, footnotes, obligations and their words."""

from commitments.instruments.models.component import Component, ComponentAddressee, ComponentWording
from commitments.instruments.models.details import (
    ObligationAddressee,
    ObligationDeadline,
    ObligationDeadlineWording,
    ObligationReference,
    ObligationTheme,
    SuggestedIndicator,
    SuggestedIndicatorWording,
)
from commitments.instruments.models.footnote import Footnote, FootnoteIndicator, FootnoteWording
from commitments.instruments.models.instrument import Instrument, InstrumentSource, InstrumentWording
from commitments.instruments.models.obligation import Obligation, ObligationWording, SameAnswer
from commitments.instruments.models.paragraph import (
    Heading,
    HeadingWording,
    Paragraph,
    ParagraphWording,
    Qualifier,
)
from commitments.instruments.models.reference import InstrumentReference, InstrumentReferenceWording
from commitments.instruments.models.vocabulary import Addressee, AddresseeWording, Theme, ThemeWording

__all__ = [
    "Addressee",
    "AddresseeWording",
    "Component",
    "ComponentAddressee",
    "ComponentWording",
    "Footnote",
    "FootnoteIndicator",
    "FootnoteWording",
    "Heading",
    "HeadingWording",
    "Instrument",
    "InstrumentReference",
    "InstrumentReferenceWording",
    "InstrumentSource",
    "InstrumentWording",
    "Obligation",
    "ObligationAddressee",
    "ObligationDeadline",
    "ObligationDeadlineWording",
    "ObligationReference",
    "ObligationTheme",
    "ObligationWording",
    "Paragraph",
    "ParagraphWording",
    "Qualifier",
    "SameAnswer",
    "SuggestedIndicator",
    "SuggestedIndicatorWording",
    "Theme",
    "ThemeWording",
]
