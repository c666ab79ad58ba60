"""Signing in as a whole person does: with the factors he has. Tests and measurements that sign in by force say so here."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from commitments.access.models import User
from commitments.demonstration.codes import code_of


def given_at_sign_in() -> None:
    """From now on `force_login` is a sign-in a moment ago, with the password and with every factor of the person."""
    user_logged_in.connect(_gave, weak=False)


def _gave(request: HttpRequest, user: User, **_: Any) -> None:
    if hasattr(request, "allauth"):
        return  # the front door: what was given there is recorded there
    record_authentication(request, user, "password", reauthenticated=True)
    for key in user.second_factors:
        record_authentication(request, user, "mfa", id=key, reauthenticated=True)


def an_app_of(user: User) -> Authenticator:
    """An authenticator app, set up."""
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(generate_totp_secret())}
    )


def digits_of(user: User) -> str:
    """What the person's app shows now."""
    return code_of(decrypt(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]))
