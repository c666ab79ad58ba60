"""How long the database works or waits for one transaction of the program: short for a page, long for a job.

They are said in the transaction itself, with who acts: so they go with it through any pool, and neither migrations,
backups and recounts nor a server's own settings are touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.conf import settings


class Limits(NamedTuple):
    """In PostgreSQL's spelling; each is one statement's, one lock's, one pause's between two statements."""

    statement: str
    lock: str
    pause: str


OF_WORK = Limits(statement="4h", lock="5min", pause="4h")
"""As long as the broker waits for a job before it gives it to another worker."""
LOCK_OF_A_PAGE, PAUSE_OF_A_PAGE = "10s", "30min"
"""A file is received inside the transaction of its page: the pause is that of a slow line."""
SAID: ContextVar[Limits] = ContextVar("limits", default=OF_WORK)


def of_a_page() -> Limits:
    """For somebody who waits."""
    return Limits(f"{settings.STATEMENT_SECONDS}s", LOCK_OF_A_PAGE, PAUSE_OF_A_PAGE)


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """Every transaction that begins inside keeps to these."""
    token = SAID.set(limits)
    try:
        yield
    finally:
        SAID.reset(token)
