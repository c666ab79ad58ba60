"""One transaction that says who acts, in settings local to it: the one place where they are set.

The policies of the database, the history and the frozen copies read them. A pooled connection never
carries one actor to the next, and a query on a walled table outside such a transaction raises.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from commitments.web import limits
from commitments.web.installation import LAST_MARK
from commitments.web.versions import Scope, Versions, reading

PROGRAM = "program"
# The installation's last mark, which every page shows, and the versions of what pages show come with the same query.
CARRY = f"""
SELECT ({LAST_MARK}), {reading(Scope.REFERENCE)}, {reading(Scope.SHOWN)},
       {reading(Scope.OWN, "%(respondents)s::bigint[]")},
       set_config('pghistory.context_metadata', %(history)s, true),
       set_config('commitments.actor_kind', %(kind)s, true),
       set_config('commitments.user_id', %(user)s, true),
       set_config('commitments.respondents', %(whole)s, true),
       set_config('commitments.partial', %(partial)s, true),
       set_config('commitments.given', %(given)s, true),
       set_config('commitments.entered', %(entered)s, true),
       set_config('commitments.read_respondents', %(read_respondents)s, true),
       set_config('commitments.audiences', %(audiences)s, true),
       set_config('statement_timeout', %(statement)s, true),
       set_config('lock_timeout', %(lock)s, true),
       set_config('idle_in_transaction_session_timeout', %(pause)s, true)
"""


class Begun(NamedTuple):
    """What the beginning of the transaction told: the installation's last mark, and the versions of its data."""

    last_mark: str | None
    versions: Versions


@dataclass(frozen=True)
class Carried:
    """What a transaction says of its actor; everything empty is nobody.

    Of `respondent_ids` the actor sees `whole_ids` with all their work, of the others what is `given` to him; of
    `entered_ids`, whose people he is none of, the reply that he enters for them.
    """

    kind: str = ""
    user_id: int | None = None
    respondent_ids: frozenset[int] = frozenset()
    whole_ids: frozenset[int] = frozenset()
    entered_ids: frozenset[int] = frozenset()
    given: frozenset[str] = frozenset()
    read_respondent_ids: frozenset[int] = frozenset()
    audiences: tuple[str, ...] = ()
    history: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def settings(self) -> dict[str, str]:
        """As the database takes them: text, and arrays in its own spelling."""
        return {
            "history": json.dumps({"request": str(uuid.uuid4()), **self.history}),
            "kind": self.kind,
            "user": str(self.user_id or ""),
            "respondents": _array(self.respondent_ids | self.entered_ids),
            "whole": _array(self.whole_ids),
            "partial": _array(self.respondent_ids - self.whole_ids),
            "entered": _array(self.entered_ids),
            "given": "{" + ",".join(sorted(self.given)) + "}",
            "read_respondents": _array(self.read_respondent_ids),
            "audiences": "{" + ",".join(self.audiences) + "}",
            **limits.SAID.get()._asdict(),
        }


NOBODY = Carried()
OUTSIDE = NOBODY
"""Whoever acts where no block was entered: nobody. Tests put their stage hand here, who builds the scene."""

ACTING: ContextVar[Carried | None] = ContextVar("carried", default=None)
Statement = tuple[str, tuple[Any, ...]]
LAST: ContextVar[list[Statement] | None] = ContextVar("last", default=None)
"""What the running block sends with its end."""


@contextmanager
def carrying(carried: Carried) -> Iterator[Begun]:
    """Run the block in one transaction that says who acts; gives what the beginning told.

    Inside another transaction, what that one said stands again afterwards: nobody acts past his block.
    """
    before, is_inside = ACTING.get(), connection.in_atomic_block
    last: list[Statement] = []
    with ExitStack() as sent, transaction.atomic():
        with connection.cursor() as cursor:
            begun = carry(cursor, carried)
        token, of_last = ACTING.set(carried), LAST.set(last)
        try:
            yield begun
        finally:
            LAST.reset(of_last)
            ACTING.reset(token)
        if last and not connection.needs_rollback:
            _send_with_the_end(sent, last)
        if is_inside:
            _say_again(before or OUTSIDE)


def at_the_end(statement: str, *parameters: Any) -> None:
    """Have the running block send this with its end: one way there and back for both, and both hold or neither.

    What the database refuses of it is raised where the block ends. Refuses with RuntimeError where no block is.
    """
    last = LAST.get()
    if last is None:
        raise RuntimeError("no block that could end: enter acting() first")
    last.append((statement, parameters))


def _send_with_the_end(sent: ExitStack, statements: list[Statement]) -> None:
    """From here to the end of `sent`, which is past the end of the transaction, nothing is waited for."""
    sent.enter_context(connection.wrap_database_errors)
    sent.enter_context(connection.connection.pipeline())
    with connection.connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement, parameters)


@contextmanager
def joining() -> Iterator[None]:
    """Run a verb that refuses only before it writes inside the running transaction, or in one of its own.

    A savepoint would cost two round trips and have nothing to take back.
    """
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        yield


@contextmanager
def as_program(name: str) -> Iterator[None]:
    """Run the block, or the function it decorates, as the installation's own work; history says which."""
    with carrying(program_named(name)):
        yield


def program_named(name: str) -> Carried:
    """The installation's own work, past the wall; `name` says which."""
    return Carried(kind=PROGRAM, history={"kind": PROGRAM, "user": None, "role": PROGRAM, "name": name})


def carry(cursor: CursorWrapper, carried: Carried) -> Begun:
    """Tell the running transaction of this cursor who acts; returns what every page needs to know."""
    cursor.execute(CARRY, carried.settings())
    last_mark, *numbers = cursor.fetchall()[0][: 1 + len(Versions._fields)]
    return Begun(last_mark, Versions(*numbers))


def _say_again(carried: Carried) -> None:
    """Past the program's own log of queries: it is no part of what the block asked."""
    if connection.needs_rollback or connection.connection is None:
        return
    with connection.connection.cursor() as cursor:
        cursor.execute(CARRY, carried.settings())


def _array(ids: frozenset[int]) -> str:
    return "{" + ",".join(str(i) for i in sorted(ids)) + "}"
