"""Secrets of second factors as they lie in the database: encrypted, by a key that is not in it."""

from base64 import urlsafe_b64encode
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LABEL = b"commitments.access.factor_keys"
MARK = "encrypted:"
"""Stands before what was encrypted; what was kept before there was a key has none, and is read as it is."""


class FactorUnreadable(ValidationError):
    """The secret of a factor cannot be read: it was damaged, or its key is not among those given."""

    silent_variable_failure = True  # the page that lists one's factors opens, and counts no codes

    def __init__(self) -> None:
        super().__init__(
            _("Your second step could not be read: use a passkey if you have one, or ask an administrator."),
            code="factor_unreadable",
        )


class Encrypted(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """django-allauth's second factors, with their secrets and the seeds of recovery codes encrypted."""

    def encrypt(self, text: str) -> str:
        """As it goes into the database."""
        return MARK + _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As the library needs it. Refuses with FactorUnreadable."""
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        try:
            return _keys().decrypt(encrypted_text.removeprefix(MARK).encode()).decode()
        except (InvalidToken, UnicodeError) as damaged:
            raise FactorUnreadable from damaged


def _keys() -> MultiFernet:
    """This installation's key, which encrypts, and those it had before, which still read."""
    now = settings.FACTOR_KEY or settings.SECRET_KEY
    return MultiFernet([_key(given) for given in (now, *settings.FACTOR_KEYS_BEFORE)])


@cache
def _key(given: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=LABEL).derive(given.encode())
    return Fernet(urlsafe_b64encode(derived))
