"""Who must give a second factor at sign-in, whether this session gave one, and the way there for who did not."""

from enum import StrEnum

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.detours import is_of_a_page, refused
from commitments.access.models import User
from commitments.access.organizations.known import is_shown
from commitments.access.roles import (
    Administrator,
    Approver,
    ClearanceOfficer,
    Contributor,
    FocalPoint,
    PermanentMission,
    Reader,
    Role,
    SecretariatOfficer,
)


class Need(StrEnum):
    """Whether a role is held without a second factor."""

    OFFERED = "offered"
    REQUIRED = "required"


NEEDS: dict[type[Role], Need] = {
    FocalPoint: Need.OFFERED,
    Contributor: Need.OFFERED,
    ClearanceOfficer: Need.OFFERED,
    PermanentMission: Need.OFFERED,
    SecretariatOfficer: Need.REQUIRED,
    Approver: Need.REQUIRED,
    Reader: Need.REQUIRED,
    Administrator: Need.REQUIRED,
}
"""A role that is missing here needs one."""

GIVEN_AT = frozenset(
    {
        "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout", "access:organization_ask",
        "access:organization_again", "access:organization_answer",
    }
)  # fmt: skip
"""What opens for whoever has a factor and has not given it: to give it, or to sign out."""

SET_UP_AT = GIVEN_AT | {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
"""What opens for whoever has none: to set one up. Who has one may not add another before giving it."""


def is_required(role: type[Role]) -> bool:
    """Whether the role is held only with a second factor."""
    return NEEDS.get(role, Need.REQUIRED) is Need.REQUIRED


def held_in(request: HttpRequest, person: Actor) -> Actor:
    """The person as this session may be him: without a second factor, none of the roles that need one is held."""
    if not any(is_required(grant.role) for grant in person.grants) or is_given(request):
        return person
    request.lacks_second_factor = True  # type: ignore[attr-defined]
    return person.holding(lambda grant: not is_required(grant.role))


def is_given(request: HttpRequest) -> bool:
    """Whether this session gave a second factor that the person still has: one that was removed counts nowhere.

    One that his organization asked for counts where its configuration says by which of its words that is told.
    """
    user = request.user
    if not isinstance(user, User):
        return False
    held = user.second_factors
    given = get_authentication_records(request, user)
    return any(is_shown(record) or (record.get("method") == "mfa" and record.get("id") in held) for record in given)


def led_there(request: HttpRequest) -> HttpResponse | None:
    """The way to the second factor, for whoever lacks his; None for the pages of that way.

    A page becomes the page where it is set up or given; whatever else was asked is refused in words.
    """
    if not getattr(request, "lacks_second_factor", False) or _is_on_the_way(request):
        return None
    if request.method in ("GET", "HEAD") and is_of_a_page(request):
        return HttpResponseRedirect(_way(request))
    words = _("Your role needs a second step at sign-in, and this session has given none. Nothing was changed.")
    return refused(request, words, way=reverse("mfa_index"))


def _is_on_the_way(request: HttpRequest) -> bool:
    match, user = request.resolver_match, request.user
    open_to_him = GIVEN_AT if isinstance(user, User) and user.second_factors else SET_UP_AT
    return match is not None and match.view_name in open_to_him


def _way(request: HttpRequest) -> str:
    """Where a factor is given that he has, else where one is set up; then on to what was asked."""
    for method in get_adapter().get_reauthentication_methods(request.user):
        if method["id"].startswith("mfa"):
            return f"{method['url']}?{urlencode({'next': request.get_full_path()})}"
    return reverse("mfa_index")
