"""How many are parties, when and from which group: pure counts over a treaty's acts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commitments.treaties.status import EFFECTS, Effect, ListedAct, Stand, Standing, standing_on


@dataclass(frozen=True)
class Participant:
    """One participant of a treaty with its acts; a Member State has a code, a group and an admission."""

    name: str
    acts: tuple[ListedAct, ...]
    code: str = ""
    group_id: int | None = None
    admitted_on: date | None = None
    predecessor_name: str = ""
    succeeded_on: date | None = None
    position: int = 0

    @property
    def is_member_state(self) -> bool:
        """Whether it is one of today's Member States."""
        return self.admitted_on is not None

    def was_member_on(self, day: date) -> bool:
        """Whether it had been admitted by `day`; an act before is valid all the same."""
        return self.admitted_on is not None and self.admitted_on <= day

    def stand_on(self, day: date) -> Stand:
        """How it stood at the end of `day`."""
        return standing_on(self.acts, day)

    def bearer_of(self, act: ListedAct) -> str:
        """Whose the act was: the predecessor's where it came before the succession."""
        before = self.succeeded_on is not None and act.acted_on < self.succeeded_on
        return self.predecessor_name if before else self.name


@dataclass(frozen=True)
class PartiesCount:
    """Parties on one day: today's Member States, and participants that are not."""

    day: date
    member_states: int
    others: int

    @property
    def total(self) -> int:
        """All parties, participants that are not Member States included."""
        return self.member_states + self.others


@dataclass(frozen=True)
class GroupCount:
    """Parties of one regional group among those that were Members on the day."""

    group_id: int
    parties: int
    members: int


@dataclass(frozen=True)
class GroupCounts:
    """Parties by group on one day; the three parts add up to the parties in all."""

    groups: tuple[GroupCount, ...]
    not_yet_members: int
    others: int

    @property
    def total(self) -> int:
        """Every party, once."""
        return sum(group.parties for group in self.groups) + self.not_yet_members + self.others


def parties_on(participants: Iterable[Participant], day: date) -> PartiesCount:
    """The parties at the end of `day`."""
    parties = list(parties_among(participants, day))
    members = sum(party.is_member_state for party in parties)
    return PartiesCount(day, members, len(parties) - members)


def signatures_on(participants: Iterable[Participant], day: date) -> int:
    """Participants that had signed, or succeeded to a signature, by the end of `day`, parties or not."""
    return sum(
        any(EFFECTS[act.kind] is Effect.SIGNS and act.acted_on <= day for act in participant.acts)
        for participant in participants
    )


def parties_among(participants: Iterable[Participant], day: date) -> Iterator[Participant]:
    """Those that were parties at the end of `day`."""
    return (who for who in participants if who.stand_on(day).standing is Standing.PARTY)


def parties_over_time(participants: Sequence[Participant], until: date) -> list[PartiesCount]:
    """The count after each day on which it changed, up to `until`."""
    changes: dict[date, list[tuple[int, bool]]] = {}
    for who in participants:
        for day, change in _changes(who.acts):
            if day <= until:
                changes.setdefault(day, []).append((change, who.is_member_state))
    counts: list[PartiesCount] = []
    members = others = 0
    for day in sorted(changes):
        members += sum(change for change, is_member in changes[day] if is_member)
        others += sum(change for change, is_member in changes[day] if not is_member)
        counts.append(PartiesCount(day, members, others))
    return counts


def _changes(acts: Sequence[ListedAct]) -> Iterator[tuple[date, int]]:
    """The days on which a participant became a party, or ceased to be one."""
    was_party = False
    for day in sorted({act.acted_on for act in acts if EFFECTS[act.kind] is not Effect.SIGNS}):
        is_party = standing_on(acts, day).standing is Standing.PARTY
        if is_party != was_party:
            yield day, 1 if is_party else -1
        was_party = is_party


def by_group(participants: Iterable[Participant], day: date, members_by_group: dict[int, int]) -> GroupCounts:
    """Parties by regional group on `day`, each beside the group's Members on that day."""
    parties = list(parties_among(participants, day))
    members = [party for party in parties if party.was_member_on(day)]
    groups = tuple(
        GroupCount(group_id, sum(party.group_id == group_id for party in members), count)
        for group_id, count in members_by_group.items()
    )
    others = sum(not party.is_member_state for party in parties)
    return GroupCounts(groups, len(parties) - len(members) - others, others)
