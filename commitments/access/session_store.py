"""Sessions in the database; a database that is away is said to be away, and not that the request was a bad one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError

AWAY = (OperationalError, InterfaceError)


class SessionStore(db.SessionStore):
    """Django's own, which takes every failed save for a session that was ended meanwhile, and answers 400."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 (Django's signature)
        """Write what the request left in the session. Raises UpdateError only where the session is no more."""
        try:
            super().save(must_create)
        except UpdateError as failed:
            if isinstance(failed.__context__, AWAY):
                raise failed.__context__ from None
            raise
