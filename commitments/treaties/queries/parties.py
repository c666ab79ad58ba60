"""How many are parties to a treaty: on a day, over time, by regional group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commitments.instruments.models import Obligation
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.treaties import measures
from commitments.treaties.measures import GroupCounts, Participant, PartiesCount
from commitments.treaties.models import ObligationTreaty, Treaty
from commitments.treaties.queries.participants import participants_by_treaty, participants_of


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
    counts = Counter(Respondent.objects.members_on(day).values_list("regional_group_id", flat=True))
    return {pk: counts[pk] for pk in RegionalGroup.objects.in_order().values_list("pk", flat=True)}


def treaties_with_parties() -> list[TreatyWithParties]:
    """Every treaty with its parties on the date of its list, in two queries."""
    treaties = list(Treaty.objects.in_order())
    participants = participants_by_treaty(treaty.pk for treaty in treaties)
    return [
        TreatyWithParties(
            treaty,
            measures.parties_on(participants[treaty.pk], treaty.list_as_of) if treaty.list_as_of else None,
        )
        for treaty in treaties
    ]


def parties_page(treaty: Treaty, day: date) -> PartiesPage:
    """Everything about the parties on `day`, in three queries. Raises NotOnTheList."""
    _require_list(treaty, day)
    participants = participants_of(treaty)
    groups = {group.pk: group for group in RegionalGroup.objects.in_order()}
    members = Counter(Respondent.objects.members_on(day).values_list("regional_group_id", flat=True))
    return PartiesPage(
        treaty=treaty,
        day=day,
        participants=participants,
        parties=measures.parties_on(participants, day),
        signatures=measures.signatures_on(participants, day),
        over_time=measures.parties_over_time(participants, day),
        by_group=measures.by_group(participants, day, {pk: members[pk] for pk in groups}),
        groups=groups,
    )


def links_of(treaty: Treaty, language: str) -> list[tuple[Obligation, ObligationTreaty]]:
    """The obligations beside which the treaty's facts stand, with the reason, in the order of the text."""
    links = {link.obligation_id: link for link in treaty.obligation_treaties.all()}
    obligations = Obligation.objects.filter(pk__in=links).select_related("instrument", "paragraph")
    return [(one, links[one.pk]) for one in obligations.in_text_order().with_labels(language)]


def _require_list(treaty: Treaty, day: date) -> None:
    if treaty.list_as_of is None or day > treaty.list_as_of:
        raise NotOnTheList(treaty, day)
