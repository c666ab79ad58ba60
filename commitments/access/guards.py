"""Guards: every view says who may open it, in one word; a test walks every route and looks."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.typed import asked_to_sign_in

if TYPE_CHECKING:
    from commitments.access.models import User

    class ActedRequest(HttpRequest):
        """A request as views get it: with its actor and htmx's details."""

        actor: Actor
        htmx: HtmxDetails

    class SignedInRequest(ActedRequest):
        """A request of somebody who is signed in."""

        user: User
else:
    ActedRequest = SignedInRequest = HttpRequest

PUBLIC = "public"
SIGNED_IN = "signed in"

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Let everybody open the view; what it shows still starts from `visible_to(request.actor)`."""
    view.access_rule = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let everybody with an account open the view; others are asked to sign in."""
    return _guarded(view, rule=SIGNED_IN, allows=lambda actor: actor.is_signed_in)


def requires(permission: Permission) -> Callable[[View], View]:
    """Let those open the view who hold `permission` in a designation in force; 403 for others."""

    def decorate(view: View) -> View:
        return _guarded(view, rule=permission, allows=lambda actor: actor.may(permission))

    return decorate


def _guarded(view: View, *, rule: str, allows: Callable[[Actor], bool]) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_signed_in:
            return asked_to_sign_in(request)
        if not allows(request.actor):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.access_rule = rule  # type: ignore[attr-defined]
    return guarded
