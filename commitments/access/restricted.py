"""What a page shows of answers that not everybody may read: told where it is read, noted before the page leaves.

Whatever fetches answers for a page tells it here; `auditing.middleware` notes it in the transaction of the page.
A page that is kept is kept with it (access.revalidation).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from commitments.access.acting import CURRENT
from commitments.access.audience import Audience


class Answered(NamedTuple):
    """An answer that is shown: whose, on what, and whether everybody may read it with all that is shown of it."""

    respondent_id: int
    obligation_id: int
    is_everybodys: bool


class Shown(NamedTuple):
    """On which paragraphs answers of a respondent were shown; of none in particular: who answered what, in a word."""

    cycle_id: int
    respondent_id: int | None = None
    obligation_ids: frozenset[int] = frozenset()


TOLD: ContextVar[set[Shown] | None] = ContextVar("told", default=None)
"""None where no page is made."""


@contextmanager
def listening() -> Iterator[set[Shown]]:
    """Gather what is told inside the block."""
    told: set[Shown] = set()
    token = TOLD.set(told)
    try:
        yield told
    finally:
        TOLD.reset(token)


def tell_answers(cycle_id: int, answers: Iterable[Answered]) -> None:
    """Answers go onto the page: those that are everybody's, or of the reader's own State, are not noted."""
    told, actor = TOLD.get(), CURRENT.get()
    if told is None or actor is None or not reads_more(actor.audiences, actor.read_respondent_ids):
        return
    found: dict[int, set[int]] = defaultdict(set)
    for answer in answers:
        if not answer.is_everybodys and answer.respondent_id not in actor.respondent_ids:
            found[answer.respondent_id].add(answer.obligation_id)
    told.update(Shown(cycle_id, whose, frozenset(on)) for whose, on in found.items())


def by_reply(told: Iterable[Shown]) -> dict[tuple[int, int | None], frozenset[int]]:
    """The paragraphs by cycle and respondent, told at once or one by one."""
    found: dict[tuple[int, int | None], frozenset[int]] = defaultdict(frozenset)
    for one in told:
        found[one.cycle_id, one.respondent_id] |= one.obligation_ids
    return found


def tell_statuses(cycle_id: int) -> None:
    """States go onto the page with what each answered, in a word: noted for whoever reads more than everybody."""
    told, actor = TOLD.get(), CURRENT.get()
    if told is not None and actor is not None and reads_more(actor.audiences, actor.read_respondent_ids):
        told.add(Shown(cycle_id))


def reads_more(audiences: tuple[Audience, ...], read_respondent_ids: frozenset[int]) -> bool:
    """Whether such a reader can be shown anything that not everybody may read, his own State's left aside."""
    return audiences != (Audience.PUBLIC,) or bool(read_respondent_ids)
