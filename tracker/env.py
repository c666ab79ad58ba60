"""Every environment variable that the program reads, with its default, in one table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
INSECURE_SECRET = "not-a-secret-set-SECRET_KEY"  # noqa: S105 (the point: production refuses it)

PRODUCTION, EMBEDDED, DEVELOPMENT, TEST = "production", "embedded", "development", "test"
DEPLOYMENTS = (PRODUCTION, EMBEDDED, DEVELOPMENT, TEST)

# What .env.example explains; a test compares the two.
DEFAULTS: dict[str, str] = {
    "DEPLOYMENT": PRODUCTION,
    "SECRET_KEY": INSECURE_SECRET,
    "DEBUG": "no",
    "ALLOWED_HOSTS": "localhost 127.0.0.1 [::1]",
    "TRUSTED_ORIGINS": "",
    "BEHIND_TLS_PROXY": "no",
    "PROXIES": "1",
    "DATABASE_URL": "",
    "DATABASE_OWNER_URL": "",
    "DATABASE_MAINTENANCE_URL": "",
    "DATABASE_CONNECTION_SECONDS": "60",
    "STATEMENT_SECONDS": "15",
    "FACTOR_KEY": "",
    "FACTOR_KEYS_BEFORE": "",
    "SIGN_IN_PROVIDERS": "",
    "SEALING_KEY": "",
    "SEALING_KEYS_BEFORE": "",
    "SEALS_FILE": str(ROOT / "var" / "seals"),
    "REMOVALS_FILE": str(ROOT / "var" / "removals"),
    "CELERY_BROKER_URL": "",
    "CELERY_QUEUE": "commitments",
    "CACHE_URL": "",
    "CACHE_PREFIX": "commitments",
    "MEDIA_ROOT": str(ROOT / "var" / "media"),
    "STATIC_ROOT": str(ROOT / "var" / "static"),
    "CLAMD": "",
    "ARCHIVE_LOOKUP": "",
    "EVIDENCE_MB_PER_STATE": "20000",
    "EVIDENCE_MB_PER_DAY": "2000",
    "BACKUP_KEY": "",
    "EMAIL_URL": "console:",
    "EMAIL_FROM": "commitments@localhost",
    "SITE_NAME": "Commitments tracker",
    "SITE_URL": "",
    "SITE_OPERATOR": "",
    "LOG_LEVEL": "INFO",
    "PORT": "8000",
    "BIND": "127.0.0.1",
    "WEB_THREADS": "8",
    "WORKER_CONCURRENCY": "2",
    "VAR_DIR": str(ROOT / "var"),
    "POSTGRES_BIN": "",
    "REDIS_SERVER": "",
    "SCALE": "1",
}

_YES = {"1", "yes", "true", "on"}
_NO = {"", "0", "no", "false", "off"}


@dataclass(frozen=True)
class Environment:
    """Typed reads of the declared variables; an unknown name is a mistake in the code."""

    given: Mapping[str, str]

    def text(self, name: str) -> str:
        """The value, or the declared default when it is unset or empty."""
        return self.given.get(name, "").strip() or DEFAULTS[name]

    def flag(self, name: str) -> bool:
        """Yes or no; anything else is refused."""
        value = self.text(name).lower()
        if value not in _YES | _NO:
            raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
        return value in _YES

    def number(self, name: str) -> int:
        """A whole number; anything else is refused."""
        value = self.text(name)
        if not value.isdecimal():
            raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
        return int(value)

    def words(self, name: str) -> list[str]:
        """Values separated by spaces or commas."""
        return self.text(name).replace(",", " ").split()

    def deployment(self) -> str:
        """Which of the four ways of running this is."""
        value = self.text("DEPLOYMENT")
        if value not in DEPLOYMENTS:
            raise ImproperlyConfigured(f"DEPLOYMENT must be one of {', '.join(DEPLOYMENTS)}, not {value!r}.")
        return value


def database(url: str, *, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Django's settings for one connection, from postgresql://user:password@host:port/name?option=value."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must read postgresql://user:password@host:port/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }


def email(url: str) -> dict[str, Any]:
    """Django's e-mail settings from console:, files:FOLDER, smtp://user:password@host:port, or smtps:// for TLS."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "files":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": url.partition(":")[2],
        }
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("EMAIL_URL must read console:, files:FOLDER, smtp://… or smtps://….")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def site_url(hosts: list[str], *, port: int, behind_tls: bool) -> str:
    """Where the site is, for mails: the first name under which it is reached, on its own port where no proxy stands."""
    host = hosts[0].lstrip(".*") if hosts else ""
    return f"https://{host or 'localhost'}" if behind_tls else f"http://{host or 'localhost'}:{port}"


def current() -> Environment:
    """The environment of this process."""
    return Environment(os.environ)
