"""Who works for a State, since when and until when; and the States where one person or none is left."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from commitments.access.actor import Actor
from commitments.access.models import STATE_ROLES, Designation
from commitments.access.roles import BY_CODE
from commitments.respondents.models import Respondent
from commitments.web.kept import by_reference


@dataclass(frozen=True)
class Appointment:
    """One designation as it reads on a given day; no address stands in it."""

    designation: Designation
    today: date

    @property
    def name(self) -> str:
        """The person's."""
        return self.designation.user.name

    @property
    def role(self) -> str:
        """In words."""
        return str(BY_CODE[self.designation.role].label)

    @property
    def is_in_force(self) -> bool:
        """Whether the person acts for the State on this day."""
        return self.has_begun and not self.has_ended and self.designation.user.is_active

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come."""
        return self.designation.from_on <= self.today

    @property
    def has_ended(self) -> bool:
        """Whether its last day has passed."""
        until = self.designation.until_on
        return until is not None and until < self.today


@dataclass(frozen=True)
class People:
    """All who were ever appointed for a State."""

    appointments: list[Appointment]

    @property
    def active(self) -> list[Appointment]:
        """Those in force."""
        return [one for one in self.appointments if one.is_in_force]

    @property
    def others(self) -> list[Appointment]:
        """Those that ended, have not begun, or whose account may not sign in."""
        return [one for one in self.appointments if not one.is_in_force]

    @property
    def is_one_alone(self) -> bool:
        """Whether nobody could go on if one person left."""
        return len({one.designation.user_id for one in self.active}) <= 1


def appointments_for(respondent: Respondent) -> QuerySet[Designation]:
    """Every designation of the State, the latest first."""
    held = Designation.objects.filter(respondent=respondent, role__in=STATE_ROLES)
    return held.select_related("user").order_by("-from_on", "-pk")


def people_among(designations: list[Designation], *, today: date) -> People:
    """The same as they read today."""
    return People([Appointment(one, today) for one in designations])


@dataclass(frozen=True)
class ThinState:
    """A Member State for which one person acts, or nobody."""

    state: Respondent
    people: list[str]


def thin_states(actor: Actor, *, today: date) -> list[ThinState]:
    """The Member States with one active person or none, as far as the reader reads their replies: none first."""
    in_force = Designation.objects.in_force_on(today).filter(role__in=STATE_ROLES, user__is_active=True)
    named: dict[int, dict[int, str]] = defaultdict(dict)
    for respondent_id, user_id, name in in_force.values_list("respondent_id", "user_id", "user__name"):
        named[respondent_id or 0][user_id] = name
    seen = [one for one in _member_states() if actor.is_secretariat or one.pk in actor.read_respondent_ids]
    thin = [ThinState(one, list(named[one.pk].values())) for one in seen if len(named[one.pk]) <= 1]
    return sorted(thin, key=lambda one: len(one.people))


@by_reference
def _member_states() -> list[Respondent]:
    return list(Respondent.objects.member_states().in_order())
