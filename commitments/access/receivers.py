"""What follows when somebody signs in, or sets up a second factor."""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in as signed_in_by_the_front_door
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from commitments.access import places
from commitments.access.mails import tell_of_new_place
from commitments.access.models import User


@receiver((authenticator_added, authenticator_reset))
def setting_up_is_giving(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Whoever sets up a factor shows that he holds it: this session has given it."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(user_logged_in)
def signing_in_is_fresh(request: HttpRequest, user: User, **_: Any) -> None:
    """Whoever signed in just now is not asked for the same again before he sets up a factor."""
    if records := get_authentication_records(request, user):
        fresh = [*records[:-1], {**records[-1], "reauthenticated": True}]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = fresh


@receiver(signed_in_by_the_front_door)
def a_new_place_is_told(request: HttpRequest, response: HttpResponse, user: User, **_: Any) -> None:
    """Whoever signs in from a browser that he did not use before gets a mail that says so."""
    if not places.is_known(request, user):
        tell_of_new_place(request, user)
    places.remember(request, response, user)
