"""People in their roles, for tests."""

from datetime import date
from itertools import count

from django.test import Client

from commitments.access.actor import Actor
from commitments.access.models import Designation, User, actor_for
from commitments.access.roles import BY_CODE
from commitments.access.second_factor import is_required
from commitments.respondents.models import Respondent
from tests.second_factor import an_app_of

NUMBER = count(1)
APPOINTED_ON = date(2020, 1, 1)


def person(
    role: str | None = None, code: str | None = None, *, email: str | None = None, app: bool = True, **fields: object
) -> User:
    """An account; with `role`, designated to it (for the respondent `code`, where one is named).

    Where the role needs a second factor he has an authenticator app, unless told otherwise.
    """
    n = next(NUMBER)
    user = User.objects.create_user(email=email or f"person-{n}@example.org", name=f"Person {n}", **fields)
    if role:
        designated(user, role, code)
    if role and app and is_required(BY_CODE[role]):
        an_app_of(user)
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


def client_of(role: str, code: str | None = None) -> Client:
    """The browser of a new person in `role`, signed in."""
    client = Client()
    client.force_login(person(role, code))
    return client
