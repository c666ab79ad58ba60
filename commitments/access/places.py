"""Browsers from which a person signed in before: remembered by the browser itself, in a signed cookie."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from commitments.access.models import User

COOKIE, SALT = "known", "commitments.access.places"
YEAR = timedelta(days=365)
MOST = 20
"""People who share a browser; the one who used it longest ago is forgotten first."""


def is_known(request: HttpRequest, user: User) -> bool:
    """Whether this person has signed in from this browser within a year."""
    return str(user.pk) in _people(request)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser keep that this person signed in from it; only pages of accounts see it again."""
    mine = str(user.pk)
    people = [mine, *(other for other in _people(request) if other != mine)][:MOST]
    response.set_signed_cookie(
        COOKIE, ".".join(people), salt=SALT, max_age=YEAR, path="/accounts/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _people(request: HttpRequest) -> list[str]:
    said = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=YEAR)
    return said.split(".") if said else []
