"""The key that signs seals (Ed25519), from the environment; who verifies needs its public half only."""

import binascii
from base64 import urlsafe_b64decode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

LENGTH = 32


class KeyMissing(Exception):
    """Nothing can be sealed, or no seal be trusted: SEALING_KEY is not set, or is no key."""

    def __init__(self) -> None:
        super().__init__("SEALING_KEY must be 32 random bytes, written in base64 for addresses.")


def private_key() -> Ed25519PrivateKey:
    """The key of this installation. Refuses with KeyMissing."""
    try:
        given = urlsafe_b64decode(settings.SEALING_KEY + "=" * (-len(settings.SEALING_KEY) % 4))
    except binascii.Error as unreadable:
        raise KeyMissing from unreadable
    if len(given) != LENGTH:
        raise KeyMissing
    return Ed25519PrivateKey.from_private_bytes(given)


def public_key() -> str:
    """Its public half, as it is shown: 64 hexadecimal digits."""
    return private_key().public_key().public_bytes_raw().hex()


def trusted_keys() -> frozenset[str]:
    """Whose signature counts: this installation's key, and those it signed with before."""
    return frozenset({public_key(), *settings.SEALING_KEYS_BEFORE})


def signature_of(digest: str) -> str:
    """The signature under a seal's digest."""
    return private_key().sign(bytes.fromhex(digest)).hex()


def is_signed(digest: str, signature: str, key: str) -> bool:
    """Whether the key signed this digest; nonsense is no signature."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        return False
    return True
