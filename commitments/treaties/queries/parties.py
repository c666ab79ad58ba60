"""How many are parties to a treaty: on a day, over time, by regional group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commitments.instruments.models import Obligation
from commitments.respondents.models import RegionalGroup
from commitments.treaties import measures
from commitments.treaties.as_of import treaties_at
from commitments.treaties.measures import GroupCounts, Participant, PartiesCount
from commitments.treaties.models import LinkOrigin, Treaty
from commitments.treaties.queries.participants import participants_by_treaty, participants_of
from commitments.web.kept import by_reference


class NotOnTheList(Exception):
    """Nothing may be counted: no list of the treaty is held, or the day lies after it."""

    def __init__(self, treaty: Treaty, day: date) -> None:
        super().__init__(f"the list of {treaty.key} cannot answer for {day.isoformat()}")


@dataclass(frozen=True)
class TreatyWithParties:
    """A treaty with its parties on the date of its list; None where no list is held."""

    treaty: Treaty
    parties: PartiesCount | None


@dataclass(frozen=True)
class LinkedObligation:
    """An obligation beside which a treaty's facts stand, and why."""

    obligation: Obligation
    why: str


@dataclass(frozen=True)
class PartiesPage:
    """All that a treaty's page says of its parties on one day; every figure from the same participants."""

    treaty: Treaty
    day: date
    participants: Sequence[Participant]
    parties: PartiesCount
    signatures: int
    over_time: Sequence[PartiesCount]
    by_group: GroupCounts
    groups: dict[int, RegionalGroup]

    @property
    def is_before_adoption(self) -> bool:
        """Whether the treaty did not exist yet on the day."""
        return self.day < self.treaty.adopted_on


def parties_on(treaty: Treaty, day: date) -> PartiesCount:
    """The parties at the end of `day`. Raises NotOnTheList where the list held cannot answer."""
    _require_list(treaty, day)
    return measures.parties_on(participants_of(treaty), day)


def signatures_on(treaty: Treaty, day: date) -> int:
    """Participants that had signed by the end of `day`. Raises NotOnTheList."""
    _require_list(treaty, day)
    return measures.signatures_on(participants_of(treaty), day)


def parties_over_time(treaty: Treaty, until: date | None = None) -> list[PartiesCount]:
    """The count after each change, up to `until` or the date of the list; empty without a list."""
    if treaty.list_as_of is None:
        return []
    return measures.parties_over_time(participants_of(treaty), min(until or date.max, treaty.list_as_of))


def parties_by_group(treaty: Treaty, day: date) -> GroupCounts:
    """The parties on `day` by regional group, beside each group's Members on that day. Raises NotOnTheList."""
    _require_list(treaty, day)
    return measures.by_group(participants_of(treaty), day, members_by_group(day))


def members_by_group(day: date) -> dict[int, int]:
    """How many Member States each regional group counted on `day`, in the groups' order."""
    return {group.pk: group.members for group in RegionalGroup.objects.with_members_on(day)}


def treaties_with_parties(at: datetime | None = None) -> list[TreatyWithParties]:
    """Every treaty with its parties on the date of its list, those of one subject together, in two queries.

    With `at`, as held at that moment.
    """
    return _treaties_with_parties() if at is None else _counted(at)


@by_reference
def _treaties_with_parties() -> list[TreatyWithParties]:
    return _counted(None)


def _counted(at: datetime | None) -> list[TreatyWithParties]:
    treaties = treaties_at(at).by_subject()
    participants = participants_by_treaty((treaty.pk for treaty in treaties), at)
    return [
        TreatyWithParties(
            treaty,
            measures.parties_on(participants[treaty.pk], treaty.list_as_of) if treaty.list_as_of else None,
        )
        for treaty in treaties
    ]


def parties_page(treaty: Treaty, day: date, at: datetime | None = None) -> PartiesPage:
    """Everything about the parties on `day`, in one query. Raises NotOnTheList."""
    _require_list(treaty, day)
    participants = participants_of(treaty, at)
    groups = _groups_on(day)
    return PartiesPage(
        treaty=treaty,
        day=day,
        participants=participants,
        parties=measures.parties_on(participants, day),
        signatures=measures.signatures_on(participants, day),
        over_time=measures.parties_over_time(participants, day),
        by_group=measures.by_group(participants, day, {pk: group.members for pk, group in groups.items()}),
        groups=groups,
    )


@by_reference
def _groups_on(day: date) -> dict[int, Any]:
    return {group.pk: group for group in RegionalGroup.objects.with_members_on(day)}


@by_reference
def linked_obligations(treaty: Treaty, language: str) -> list[LinkedObligation]:
    """The obligations beside which the treaty's facts stand, in the order of the text, in three queries."""
    origins = dict(treaty.obligation_treaties.values_list("obligation_id", "origin"))
    linked = Obligation.objects.filter(pk__in=origins).select_related("instrument")
    rows = linked.in_text_order().with_labels(language)
    return [LinkedObligation(row, str(LinkOrigin(origins[row.pk]).label)) for row in rows]


def _require_list(treaty: Treaty, day: date) -> None:
    if treaty.list_as_of is None or day > treaty.list_as_of:
        raise NotOnTheList(treaty, day)
