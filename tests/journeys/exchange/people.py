"""Who takes part in the cycle: each with a browser of his own."""

from typing import Any

from tests.factories import access
from tests.journeys.visitor import Visitor

FIRST, SECOND = "exchange-2026", "exchange-2031"
TEXT = "A-RES-60-177"
A, B, C = "THA", "KEN", "JAM"


class People:
    """Everybody by the name he has in the story."""

    def __init__(self) -> None:
        self.public = Visitor()
        self.officer, self.second_officer = self.of("officer"), self.of("officer")
        self.approver, self.administrator = self.of("approver"), self.of("administrator")
        self.focal_point, self.clearance = self.of("focal_point", A), self.of("clearance", A)
        self.contributor = self.of("contributor", A, title="Ministry of Justice")
        self.of_b, self.of_c = self.of("focal_point", B), self.of("focal_point", C)
        self.successor = self.nobody_yet()

    @staticmethod
    def of(role: str, code: str | None = None, **fields: Any) -> Visitor:
        """Somebody new in the role, signed in."""
        return Visitor(access.person(role, code, **fields))

    @staticmethod
    def nobody_yet() -> Visitor:
        """An account without a role."""
        return Visitor(access.person())


def desk(code: str, cycle: str = FIRST, more: str = "") -> str:
    """An address at the State's own desk in the cycle."""
    return f"/desk/{code}/{cycle}/{more}"


def paragraph(code: str, reference: str, cycle: str = FIRST) -> str:
    """The page of one answer."""
    return desk(code, cycle, f"{TEXT}/{reference}/")


def answers(person: Visitor, code: str, reference: str, cycle: str = FIRST, **typed: Any) -> Visitor:
    """Type an answer and press Save."""
    filled = {"status": "under_way", "narrative": f"{code} on {reference}", **typed}
    return person.opens(paragraph(code, reference, cycle)).presses("Save", **filled).reads("Saved.")


def sends(person: Visitor, code: str, cycle: str = FIRST) -> Visitor:
    """Read the whole reply, then send it."""
    person.opens(desk(code, cycle, "review/")).follows("Send to the secretariat")
    return person.presses("Send the reply").reads("The reply was received.")


def chooses_use(person: Visitor, code: str, cycle: str = FIRST) -> Visitor:
    """The cover: how reports may use the reply."""
    return person.opens(desk(code, cycle, "cover/")).presses("Save", use_in_report="named").reads("Saved.")


def reply_of(officer: Visitor, state: str, cycle: str = FIRST) -> Visitor:
    """From the review queue to the reply of the State."""
    return officer.opens(f"/review/?cycle={cycle}").follows(state)
