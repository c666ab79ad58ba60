"""What one person was appointed to, as it reads on a day: what ended is said, and not simply gone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commitments.access.models import Designation, User
from commitments.access.roles import BY_CODE, Role


class Standing(StrEnum):
    """Whether an appointment is in force."""

    IN_FORCE = "in_force"
    ENDED = "ended"
    TO_COME = "to_come"


@dataclass(frozen=True)
class OwnAppointment:
    """One designation of the person who reads of it."""

    designation: Designation
    today: date

    @property
    def role(self) -> type[Role]:
        """What he does in it."""
        return BY_CODE[self.designation.role]

    @property
    def standing(self) -> Standing:
        """Whether it has begun, and has not ended."""
        if self.designation.from_on > self.today:
            return Standing.TO_COME
        until_on = self.designation.until_on
        return Standing.ENDED if until_on is not None and until_on < self.today else Standing.IN_FORCE


@dataclass(frozen=True)
class Appointments:
    """All that one person was ever appointed to, the latest first."""

    all: tuple[OwnAppointment, ...]

    @property
    def is_any_in_force(self) -> bool:
        """Whether the person holds any role today."""
        return any(one.standing is Standing.IN_FORCE for one in self.all)

    @property
    def to_renew(self) -> tuple[OwnAppointment, ...]:
        """What ended and was not given again: of each role for each respondent the last, unless one stands or comes."""
        found: dict[tuple[str, int | None], OwnAppointment] = {}
        for one in self.all:
            found.setdefault((one.designation.role, one.designation.respondent_id), one)
        return tuple(one for one in found.values() if one.standing is Standing.ENDED)


def appointments_of(user: User, *, today: date) -> Appointments:
    """The person's own."""
    held = user.designations.select_related("respondent").order_by("-from_on", "-pk")
    return Appointments(tuple(OwnAppointment(one, today) for one in held))
