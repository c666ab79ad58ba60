"""An obligation as its page shows it: everything a person read in one paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commitments.instruments.blocks import FootnoteBlock, ParagraphBlock
from commitments.instruments.languages import fetched
from commitments.instruments.models import Obligation
from commitments.instruments.vocabulary import AddresseeRole, AnswersAs, ObligationType


@dataclass(frozen=True)
class Asking:
    """What stands beside an answer: the words of the paragraph, its own qualifiers, what could be counted."""

    text: str
    language: str
    qualifiers: tuple[str, ...]
    indicators: tuple[str, ...]
    same_answers: frozenset[int]
    """The obligations that one answer may serve together with this one, by their ids."""
    calls_to_join: bool
    """Whether States not yet parties are called upon: “already party” is an answer."""


@dataclass(frozen=True)
class Named:
    """A theme or a body: its code and its label."""

    code: str
    label: str


@dataclass(frozen=True)
class Reference:
    """A text the paragraph rests on."""

    key: str
    title: str
    source: str
    note: str
    adopted_on: date | None
    adopted_certainty: str
    footnote: int | None


@dataclass(frozen=True)
class Clause:
    """What one main verb says, in the paragraph's own words."""

    verb: str
    type: ObligationType
    quote: str
    offset: int
    addressees: tuple[Named, ...]
    concerned: tuple[Named, ...]


@dataclass(frozen=True)
class Neighbour:
    """Another obligation, as a link names it."""

    reference: str
    label: str


@dataclass(frozen=True)
class ObligationPage:
    """One obligation with its text; the obligation itself was read with its label."""

    obligation: Obligation
    block: ParagraphBlock
    footnotes: tuple[FootnoteBlock, ...]
    qualifiers: tuple[str, ...]
    clauses: tuple[Clause, ...]
    addressees: tuple[Named, ...]
    concerned: tuple[Named, ...]
    beneficiaries: tuple[Named, ...]
    themes: tuple[Named, ...]
    references: tuple[Reference, ...]
    deadlines: tuple[str, ...]
    indicators: tuple[str, ...]
    same_answer_as: tuple[Neighbour, ...]
    answers_as: tuple[AnswersAs, ...]
    previous: Neighbour | None
    following: Neighbour | None

    @property
    def label(self) -> str:
        return self.obligation.label

    @property
    def notes(self) -> str:
        return fetched(self.obligation, "notes_read")


Rows = list[Mapping[str, Any]]


def named(rows: Rows) -> tuple[Named, ...]:
    """Rows of a list as codes with labels."""
    return tuple(Named(row["code"], row["label"]) for row in rows)


def in_role(rows: Rows, role: AddresseeRole) -> tuple[Named, ...]:
    """Those bodies that have a role."""
    return named([row for row in rows if row["role"] == role])


def reference_from(row: Mapping[str, Any]) -> Reference:
    """A row of the list of references."""
    day = row["adopted_on"]
    return Reference(
        key=row["key"],
        title=row["title"],
        source=row["source"],
        note=row["note"],
        adopted_on=date.fromisoformat(day) if day else None,
        adopted_certainty=row["adopted_certainty"],
        footnote=row["footnote"],
    )


def clause_from(row: Mapping[str, Any]) -> Clause:
    """A row of the list of clauses."""
    return Clause(
        verb=row["verb"],
        type=ObligationType(row["type"]),
        quote=row["quote"],
        offset=row["offset"],
        addressees=in_role(row["bodies"], AddresseeRole.ADDRESSEE),
        concerned=in_role(row["bodies"], AddresseeRole.CONCERNED),
    )


def neighbour_from(row: Mapping[str, Any] | None) -> Neighbour | None:
    """A row that names another obligation."""
    return Neighbour(row["reference"], row["label"]) if row else None
