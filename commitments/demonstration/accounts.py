"""Demonstration accounts: one of each role of a State for every Member State, and one of each central role."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from commitments.access.models import Designation, User
from commitments.access.roles import DESIGNATED, Role
from commitments.access.second_factor import is_required
from commitments.demonstration.codes import with_app
from commitments.respondents.models import Respondent

PASSWORD = "demonstration"  # noqa: S105 - printed by make run; production refuses a database that knows it
SINCE = date(2005, 12, 16)
NOTE = "Demonstration note verbale"


def address(role: type[Role], code: str = "") -> str:
    """`focal-point.tha@example.org`, `officer@example.org`."""
    name = role.code.replace("_", "-")
    return f"{name}.{code.lower()}@example.org" if code else f"{name}@example.org"


def make_accounts(states: list[Respondent], *, now: datetime) -> int:
    """Make the accounts that are missing, with their designations and second factors; returns how many."""
    wanted: list[tuple[type[Role], Respondent | None]] = [
        (role, state) for role in DESIGNATED if role.for_respondent for state in states
    ]
    wanted += [(role, None) for role in DESIGNATED if not role.for_respondent]
    known = set(User.objects.filter(is_demonstration=True).values_list("email", flat=True))
    hashed = make_password(PASSWORD)
    missing = [(role, state) for role, state in wanted if address(role, state.code if state else "") not in known]
    users = User.objects.bulk_create(_user(role, state, hashed, now) for role, state in missing)
    Designation.objects.bulk_create(
        Designation(user=user, role=role.code, respondent=state, from_on=SINCE, note_verbale=NOTE)
        for user, (role, state) in zip(users, missing, strict=True)
    )
    Authenticator.objects.bulk_create(
        with_app(user) for user, (role, _) in zip(users, missing, strict=True) if is_required(role)
    )
    return len(users)


def _user(role: type[Role], state: Respondent | None, hashed: str, now: datetime) -> User:
    where = f" ({state.short_name})" if state else ""
    return User(
        email=address(role, state.code if state else ""),
        name=f"Demonstration {str(role.label).lower()}{where}",
        password=hashed,
        is_demonstration=True,
        joined_at=now,
    )
