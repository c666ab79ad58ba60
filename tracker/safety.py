"""What production refuses: a default secret, no key for seals, debug on, demonstration data."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from commitments.history.sealing.keys import KeyMissing, private_key
from commitments.web.installation import ever_held_demonstration
from tracker.env import INSECURE_SECRET, PRODUCTION

SHORTEST_SECRET = 32
ROLES = ("default", settings.OWNER_DATABASE, settings.MAINTENANCE_DATABASE)


def unsafe_settings() -> list[str]:
    """One sentence for each setting that production must not have."""
    if settings.DEPLOYMENT != PRODUCTION:
        return []
    found = []
    if settings.SECRET_KEY == INSECURE_SECRET or len(settings.SECRET_KEY) < SHORTEST_SECRET:
        found.append(
            "Refused: SECRET_KEY is the default or shorter than 32 characters; set a long random one of your own."
        )
    if settings.FACTOR_KEY and len(settings.FACTOR_KEY) < SHORTEST_SECRET:
        found.append("Refused: FACTOR_KEY is shorter than 32 characters; set a long random one, or none.")
    try:
        private_key()
    except KeyMissing as missing:
        found.append(f"Refused: {missing}")
    if settings.DEBUG:
        found.append("Refused: DEBUG is on in production; set DEBUG=no, or DEPLOYMENT=development on your own machine.")
    if len({settings.DATABASES[name]["USER"] for name in ROLES}) < len(ROLES):
        found.append(
            "Refused: DATABASE_URL, DATABASE_OWNER_URL and DATABASE_MAINTENANCE_URL must name three different roles; "
            "a program that owns its tables is held by no promise of theirs."
        )
    return found


def unsafe_database() -> list[str]:
    """The same for what the database holds; one that cannot be asked is not trusted."""
    try:
        held = ever_held_demonstration()
    except DatabaseError as problem:
        return [f"Refused: the database could not be asked whether it held demonstration data: {problem}".strip()]
    finally:
        connection.close_if_unusable_or_obsolete()
    if held:
        return ["Refused: this database holds or held demonstration data; production needs one that never did."]
    return []


def check_settings(**_: Any) -> Sequence[CheckMessage]:
    """System check: the settings above are errors, so every command stops on them."""
    return [Error(sentence, id=f"tracker.E{number:03}") for number, sentence in enumerate(unsafe_settings(), 1)]


def refuse_unsafe_start() -> None:
    """Called once when the web starts; also looks into the database for demonstration data."""
    found = unsafe_settings()
    if not found and settings.DEPLOYMENT == PRODUCTION:
        found = unsafe_database()
    if found:
        raise ImproperlyConfigured(" ".join(found))
