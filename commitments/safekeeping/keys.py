"""The key of a backup, in the age format: a public half seals it, the secret half opens it; never on a command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from pyrage import IdentityError, RecipientError, x25519

from commitments.safekeeping.refusals import SafekeepingRefused

SECRET = "AGE-SECRET-KEY-"  # noqa: S105 (how every secret key of this format begins)


@dataclass(frozen=True)
class Keys:
    """Those for whom a backup is sealed, and those who can open one; both empty: not encrypted."""

    recipients: tuple[x25519.Recipient, ...] = ()
    identities: tuple[x25519.Identity, ...] = ()


def read_keys(file: Path | None) -> Keys:
    """From the file, else from BACKUP_KEY; none given is no encryption. Refuses what is no key."""
    words = _words(file)
    identities = tuple(_identity(word) for word in words if word.startswith(SECRET))
    public = tuple(_recipient(word) for word in words if not word.startswith(SECRET))
    return Keys((*public, *(identity.to_public() for identity in identities)), identities)


def _words(file: Path | None) -> list[str]:
    """The keys of a file as age-keygen writes it, comments left out."""
    if file is None:
        return str(settings.BACKUP_KEY).split()
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise SafekeepingRefused(f"The key file {file} cannot be read.") from problem
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    if not words:
        raise SafekeepingRefused(f"The key file {file} holds no key.")
    return words


def _identity(word: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(word)
    except IdentityError as problem:
        raise SafekeepingRefused("The secret key is damaged: it was perhaps not copied whole.") from problem


def _recipient(word: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(word)
    except RecipientError as problem:
        raise SafekeepingRefused(
            "The key is no age key: a public one begins with age1, a secret one with AGE-SECRET-KEY-."
        ) from problem
