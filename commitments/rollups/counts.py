"""The counts of one cycle for one reader, paragraph by paragraph: a change makes anew only the paragraphs it is on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from commitments.rollups.measures import ReplyRate
from commitments.submissions.status import Status

STATUSES = {status.value: status for status in Status}


class AnswerCount(NamedTuple):
    """So many answers of Member States with these values; `obligation_id` is never missing here."""

    obligation_id: int
    group_id: int
    status: Status
    answers_as: str
    n: int


@dataclass(frozen=True)
class OnObligation:
    """The answers on one obligation; what is summed of them is kept with them, and nobody changes it."""

    rows: tuple[AnswerCount, ...]
    _added: dict[tuple[AnswerCount, ...], "OnObligation"] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def by_status(self) -> Counter[Status]:
        """All Member States' answers by status, in the order of statuses."""
        return _counted([sum(column) for column in zip(*self.in_order.values(), strict=True)])

    @cached_property
    def in_order(self) -> dict[int, tuple[int, ...]]:
        """For each regional group, how many answers there are of each status, in the order of statuses."""
        found: dict[int, dict[str, int]] = defaultdict(dict.fromkeys(STATUSES, 0).copy)
        for row in self.rows:
            found[row.group_id][row.status.value] += row.n
        return {group_id: tuple(numbers.values()) for group_id, numbers in found.items()}

    def plus(self, changes: tuple[AnswerCount, ...]) -> "OnObligation":
        """These answers and the changes of them; the last sum is kept, as most paragraphs stay as they are."""
        found = self._added.get(changes)
        if found is None:
            found = self._sum(changes)
            self._added.clear()
            self._added[changes] = found
        return found

    def _sum(self, changes: tuple[AnswerCount, ...]) -> "OnObligation":
        """What sums to nothing is left out."""
        numbers = {row[:4]: row.n for row in self.rows}
        for row in changes:
            numbers[row[:4]] = numbers.get(row[:4], 0) + row.n
        return OnObligation(tuple(AnswerCount(*key, n) for key, n in numbers.items() if n))


def on_obligations(answers: Iterable[AnswerCount]) -> dict[int, OnObligation]:
    """Answers by the obligation that they are on."""
    in_order = sorted(answers, key=attrgetter("obligation_id"))
    return {key: OnObligation(tuple(rows)) for key, rows in groupby(in_order, key=attrgetter("obligation_id"))}


@dataclass(frozen=True)
class CycleCounts:
    """The counts of Member States' replies and answers in one cycle, for one reader.

    `on` are the answers he may read, `hidden` how many there are beside them: one number, never split.
    `asked` and `replied` are by regional group for the secretariat; other readers get one sum of `replied`.
    `replies_version` is another one whenever the cycle's list of replies is; None for a moment of the past.
    """

    on: Mapping[int, OnObligation] = field(default_factory=dict)
    hidden: int = 0
    asked: Mapping[int, int] = field(default_factory=dict)
    replied: Counter[int] = field(default_factory=Counter)
    nil: Counter[int] = field(default_factory=Counter)
    late: int = 0
    replies_version: int | None = None

    @cached_property
    def answers(self) -> tuple[AnswerCount, ...]:
        """Every count of answers that he may read."""
        return tuple(row for counted in self.on.values() for row in counted.rows)

    @property
    def reply_rate(self) -> ReplyRate:
        """All replies of all asked."""
        return ReplyRate(sum(self.replied.values()), sum(self.asked.values()), sum(self.nil.values()))

    def reply_rate_of(self, group_id: int) -> ReplyRate:
        """One regional group; for the secretariat only."""
        return ReplyRate(self.replied.get(group_id, 0), self.asked.get(group_id, 0), self.nil.get(group_id, 0))

    def by_obligation(self, group_id: int | None = None) -> dict[int, Counter[Status]]:
        """Answers by paragraph and status, of all Member States or of one group."""
        found: dict[int, Counter[Status]] = defaultdict(Counter)
        for key, counted in self.on.items():
            if group_id is None:
                found[key] = counted.by_status
            elif group_id in counted.in_order:
                found[key] = _counted(counted.in_order[group_id])
        return found

    def by_group(self, obligation_ids: Iterable[int]) -> dict[int, Counter[Status]]:
        """Answers on these paragraphs by regional group and status."""
        numbers: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for key in set(obligation_ids):
            for group_id, in_order in self.on.get(key, OnObligation(())).in_order.items():
                numbers[group_id].append(in_order)
        found = {key: _counted(map(sum, zip(*rows, strict=True))) for key, rows in numbers.items()}
        return defaultdict(Counter, found)

    def by_capacity(self, obligation_id: int) -> dict[str, Counter[Status]]:
        """Answers on one paragraph by the capacity in which the State answers, and status."""
        found: dict[str, Counter[Status]] = defaultdict(Counter)
        for row in self.on.get(obligation_id, OnObligation(())).rows:
            found[row.answers_as][row.status] += row.n
        return found


def _counted(numbers: Iterable[int]) -> Counter[Status]:
    """Numbers in the order of statuses, each with its status."""
    return Counter({status: n for status, n in zip(Status, numbers, strict=False) if n})
