"""The analysis as validated data: frozen, with its quotes placed in the text."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Coded:
    """An entry of a controlled list."""

    code: str
    label: str


@dataclass(frozen=True)
class ReferenceReading:
    """A text that paragraphs rest on."""

    key: str
    title: str
    adopted_on: date | None
    adopted_certainty: str
    source: str
    footnote: int | None
    note: str


@dataclass(frozen=True)
class ComponentReading:
    """One clause: its main verb, and its words with their place in the paragraph."""

    verb: str
    type: str
    quote: str
    offset: int
    addressees: tuple[str, ...]
    concerned: tuple[str, ...]


@dataclass(frozen=True)
class ObligationReading:
    """What a person read in one numbered paragraph."""

    reference: str
    label: str
    type: str
    reportable: str
    tracked_by: str
    verbs: tuple[str, ...] = ()
    components: tuple[ComponentReading, ...] = ()
    addressees: tuple[str, ...] = ()
    concerned: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    answers_as: tuple[str, ...] = ()
    same_answer_as: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class Analysis:
    """Everything a person read in one instrument."""

    declaration_venue: str = ""
    themes: tuple[Coded, ...] = ()
    addressees: tuple[Coded, ...] = ()
    references: tuple[ReferenceReading, ...] = ()
    obligations: tuple[ObligationReading, ...] = field(default=())
