"""One transaction that carries its actor: pages with their rendering, tasks and commands enter here."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import connection

from commitments.access.actor import Actor
from commitments.access.given import words_of
from commitments.web.installation import is_of_demonstration
from commitments.web.transactions import ACTING, Carried, carrying
from commitments.web.versions import Versions

CURRENT: ContextVar[Actor | None] = ContextVar("actor", default=None)


class Opened(NamedTuple):
    """What the beginning of the transaction told: the mark of the installation, and the versions of its data."""

    holds_demonstration: bool
    versions: Versions


class AlreadyActing(RuntimeError):
    """A second actor was to act inside the transaction of the first: a fault of the program."""


@contextmanager
def acting(actor: Actor, *, request_id: uuid.UUID | None = None) -> Iterator[Opened | None]:
    """Run the block in one transaction as `actor`; history and policies read him from it.

    Gives what the beginning told. Entered again by the same actor it adds nothing and gives nothing, unless
    work of the program stands between: past it he is himself again.
    Another actor inside is refused.
    """
    already, carried = CURRENT.get(), carried_of(actor, request_id or uuid.uuid4())
    if already is not None and connection.in_atomic_block:
        if already != actor:
            raise AlreadyActing(f"{already.name or already.kind} is acting already")
        if carried == ACTING.get():
            yield None
            return
    with carrying(carried) as begun:
        token = CURRENT.set(actor)
        try:
            yield Opened(is_of_demonstration(begun.last_mark), begun.versions)
        finally:
            CURRENT.reset(token)


def carried_of(actor: Actor, request_id: uuid.UUID) -> Carried:
    """What the transaction says of this actor."""
    return Carried(
        kind=actor.kind.value,
        user_id=actor.user_id,
        respondent_ids=actor.respondent_ids,
        whole_ids=actor.whole_ids,
        entered_ids=actor.entered_ids,
        given=words_of(actor.given),
        read_respondent_ids=actor.read_respondent_ids,
        audiences=actor.audiences,
        history={**actor.as_context(), "request": str(request_id)},
    )
