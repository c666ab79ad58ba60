"""Whom a line reaches today: the people designated to its roles, and the person it is about."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from commitments.access.models import Designation, User
from commitments.access.roles import Role
from commitments.notices.about import About
from commitments.notices.kinds import USUAL, Kind, Pace
from commitments.notices.lines import Line
from commitments.notices.models import MailChoice


def reached_by(line: Line, subject: About, *, on: date) -> dict[int, str]:
    """The people whom the line reaches, each with the address that he opens; none where the line's case is another."""
    if line.when not in {"", subject.case}:
        return {}
    people = dict.fromkeys(_holding(line.central, Q(respondent__isnull=True), on), subject.central)
    people |= dict.fromkeys(_holding(line.at_state, Q(respondent__in=subject.respondents), on), subject.at_state)
    if line.himself and subject.person_id is not None:
        people |= dict.fromkeys(_of_those_who_sign_in([subject.person_id]), subject.at_state)
    return people


def _holding(roles: tuple[type[Role], ...], where: Q, on: date) -> list[int]:
    if not roles:
        return []
    held = Designation.objects.in_force_on(on).filter(where, role__in=[role.code for role in roles])
    return _of_those_who_sign_in(held.values("user"))


def _of_those_who_sign_in(people: Iterable[Any]) -> list[int]:
    return list(User.objects.filter(pk__in=people, is_active=True).order_by("pk").values_list("pk", flat=True))


def paces(people: Iterable[int], kind: Kind) -> dict[int, Pace]:
    """How soon each of these people wants a mail about this kind."""
    chosen = MailChoice.objects.filter(user_id__in=people, kind=kind).values_list("user_id", "pace")
    return dict.fromkeys(people, USUAL[kind]) | {user: Pace(pace) for user, pace in chosen}
