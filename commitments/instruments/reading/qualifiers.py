"""Words with which a text limits what it asks, so that they can stand beside the question."""

import re
from dataclasses import dataclass

LAW = r"(?:law|laws|legislation|legal systems?|constitutions?|standards|obligations|mandates?|resources|capacities)"
OWN = r"(?:its|their|national|domestic|existing|available)"
STATE_OF_THINGS = r"(?:specificities|circumstances|situations?|conditions)"
PATTERNS = (
    r"(?:where|when|if|wherever|whenever) (?:appropriate|needed|necessary|applicable|possible|requested|feasible)",
    r"as (?:appropriate|needed|necessary|applicable|required|far as possible)",
    rf"in (?:accordance|conformity) with (?:[a-z]+ ){{0,4}}{LAW}",
    rf"(?:consistent|subject to|within) (?:with )?{OWN} (?:[a-z]+ ){{0,3}}{LAW}",
    r"(?:upon|on) request",
    r"on a voluntary basis",
    r"to the (?:fullest |greatest )?extent (?:possible|feasible|permitted[^,.;]*)",
    r"subject to the availability of [^,.;]+",
    rf"taking into account the (?:[a-z]+,? ){{1,8}}{STATE_OF_THINGS}(?: of [^,.;]+)?",
)
QUALIFIER = re.compile(rf"\b(?:{'|'.join(PATTERNS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class ReadQualifier:
    """A qualifying phrase at its place in the cleaned text."""

    offset: int
    phrase: str


def qualifiers_in(text: str) -> tuple[ReadQualifier, ...]:
    """The qualifying phrases of a paragraph, in order, at their offsets."""
    return tuple(ReadQualifier(found.start(), found[0]) for found in QUALIFIER.finditer(text))
