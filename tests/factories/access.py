"""People in their roles, for tests."""

from datetime import date
from itertools import count

from commitments.access.actor import Actor
from commitments.access.models import Designation, User, actor_for
from commitments.respondents.models import Respondent

NUMBER = count(1)
APPOINTED_ON = date(2020, 1, 1)


def person(role: str | None = None, code: str | None = None, *, email: str | None = None, **fields: object) -> User:
    """An account; with `role`, designated to it (for the respondent `code`, where one is named)."""
    n = next(NUMBER)
    user = User.objects.create_user(email=email or f"person-{n}@example.org", name=f"Person {n}", **fields)
    if role:
        designated(user, role, code)
    return user


def designated(user: User, role: str, code: str | None = None, **fields: object) -> Designation:
    """One more designation of `user`."""
    respondent = Respondent.objects.get(code=code) if code else None
    return Designation.objects.create(
        user=user, role=role, respondent=respondent, **{"from_on": APPOINTED_ON, **fields}
    )


def actor(role: str | None = None, code: str | None = None) -> Actor:
    """The actor a new person in `role` is today."""
    return actor_for(person(role, code), today=date(2026, 1, 1))
