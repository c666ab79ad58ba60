"""Digits are taken once: in the whole time in which a clock that is a little off would still accept them."""

from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.core.cache import cache


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
