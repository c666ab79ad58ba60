"""Digits are taken once, as long as a clock that is a little off would accept them; a passkey is read with care."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.forms.fields import InvalidJSONInput
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from commitments.access.organizations.known import Organization, organizations


class Door(LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Sign-in by password, on the page that also names the organizations that sign their own people in."""

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """Those of this installation."""
        return organizations()


class TakenOnce:
    """A form whose digits, once accepted, stay used while they could be valid; the library forgets them sooner."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        """The digits, or the recovery code."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
            cache.set(self.authenticator.wrap()._get_used_cache_key(code), "y", timeout=lasts)
        return code


class SignIn(TakenOnce, AuthenticateForm):  # type: ignore[misc]
    """The second step at sign-in."""


class SignInAgain(TakenOnce, ReauthenticateForm):  # type: ignore[misc]
    """The second step, given once more."""


class Credential(forms.JSONField):
    """What a passkey says. Nonsense is refused in words, whatever the library raises while it reads it."""

    def __init__(self, read: Callable[[Any], object]) -> None:
        super().__init__(widget=forms.HiddenInput)
        self.read = read

    def clean(self, value: Any) -> Any:
        """As the library takes it, which reads it a second time."""
        try:
            said = super().clean(value)
            self.read(said)
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as unreadable:
            raise get_adapter().validation_error("incorrect_code") from unreadable
        return said

    def bound_data(self, data: Any, initial: Any) -> InvalidJSONInput:
        """Nothing: a passkey answers once, and what was sent is not read again to be shown again."""
        return InvalidJSONInput()


class AddPasskey(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    credential = Credential(RegistrationResponse.from_dict)


class PasskeyAsSecondStep(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    credential = Credential(AuthenticationResponse.from_dict)


class PasskeyAlone(webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of the password."""

    credential = Credential(AuthenticationResponse.from_dict)


class PasskeyAgain(webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey of somebody who is signed in."""

    credential = Credential(AuthenticationResponse.from_dict)
