"""One transaction that carries its actor: pages with their rendering, tasks and commands enter here."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from commitments.access.actor import Actor
from commitments.web.installation import LAST_MARK, is_of_demonstration

CURRENT: ContextVar[Actor | None] = ContextVar("actor", default=None)

# All settings local to the transaction: a pooled connection never carries one actor to the next.
# The installation's last mark, which every page shows, comes with the same query.
CARRY = f"""
SELECT ({LAST_MARK}),
       set_config('pghistory.context_metadata', %(history)s, true),
       set_config('commitments.actor_kind', %(kind)s, true),
       set_config('commitments.user_id', %(user)s, true),
       set_config('commitments.respondents', %(respondents)s, true),
       set_config('commitments.read_respondents', %(read_respondents)s, true),
       set_config('commitments.audiences', %(audiences)s, true)
"""


class AlreadyActing(RuntimeError):
    """A second actor was to act inside the transaction of the first: a fault of the program."""


@contextmanager
def acting(actor: Actor, *, request_id: uuid.UUID | None = None) -> Iterator[bool | None]:
    """Run the block in one transaction as `actor`; history and policies read him from it.

    Gives whether the installation holds demonstration records. Entered again by the same actor it adds
    nothing and gives nothing. Another actor inside is refused.
    """
    already = CURRENT.get()
    if already is not None and connection.in_atomic_block:
        if already != actor:
            raise AlreadyActing(f"{already.name or already.kind} is acting already")
        yield None
        return
    with transaction.atomic():
        last_mark = carry(actor, request_id=request_id or uuid.uuid4())
        token = CURRENT.set(actor)
        try:
            yield is_of_demonstration(last_mark)
        finally:
            CURRENT.reset(token)


def carry(actor: Actor, *, request_id: uuid.UUID) -> str | None:
    """Tell the running transaction who acts; returns the installation's last mark."""
    with connection.cursor() as cursor:
        cursor.execute(
            CARRY,
            {
                "history": json.dumps({**actor.as_context(), "request": str(request_id)}),
                "kind": actor.kind.value,
                "user": str(actor.user_id or ""),
                "respondents": _array(actor.respondent_ids),
                "read_respondents": _array(actor.read_respondent_ids),
                "audiences": "{" + ",".join(actor.audiences) + "}",
            },
        )
        last_mark: str | None = cursor.fetchone()[0]
    return last_mark


def _array(ids: frozenset[int]) -> str:
    return "{" + ",".join(str(i) for i in sorted(ids)) + "}"
