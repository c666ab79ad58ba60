"""Reads of treaties for a page: participants, counts, facts beside an answer, a State's record, the matrix."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commitments.instruments.models import Obligation
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.treaties import measures
from commitments.treaties.facts import TreatyFact, fact
from commitments.treaties.measures import GroupCounts, ListedAct, Participant, PartiesCount
from commitments.treaties.models import ObligationTreaty, Treaty, TreatyAct

_PARTICIPANT_COLUMNS = (
    "treaty_id",
    "respondent_id",
    "participant",
    "kind",
    "acted_on",
    "respondent__code",
    "respondent__short_name",
    "respondent__regional_group_id",
    "respondent__admitted_on",
    "respondent__predecessor_name",
    "respondent__succeeded_on",
    "respondent__position",
)
_AFTER_ALL_RESPONDENTS = 1_000_000


class NotOnTheList(Exception):
    """Nothing may be counted: no list of the treaty is held, or the day lies after it."""

    def __init__(self, treaty: Treaty, day: date) -> None:
        super().__init__(f"the list of {treaty.key} cannot answer for {day.isoformat()}")


@dataclass(frozen=True)
class TreatyWithParties:
    """A treaty with its parties on the date of its list; None where no list is held."""

    treaty: Treaty
    parties: PartiesCount | None


def participants_of(treaty: Treaty) -> list[Participant]:
    """Every participant with its acts: Member States in their order, then the others by name."""
    return _participants([treaty.pk])[treaty.pk]


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
    counts = Counter(Respondent.objects.members_on(day).order_by().values_list("regional_group_id", flat=True))
    return {pk: counts[pk] for pk in RegionalGroup.objects.in_order().values_list("pk", flat=True)}


def treaties_with_parties() -> list[TreatyWithParties]:
    """Every treaty with its parties on the date of its list, in two queries."""
    treaties = list(Treaty.objects.in_order())
    participants = _participants([treaty.pk for treaty in treaties])
    return [
        TreatyWithParties(
            treaty,
            measures.parties_on(participants[treaty.pk], treaty.list_as_of) if treaty.list_as_of else None,
        )
        for treaty in treaties
    ]


def facts_for(respondent: Respondent, obligation: Obligation, day: date | None = None) -> list[TreatyFact]:
    """The respondent's treaty facts beside its answer on one obligation; empty where no treaty is linked."""
    return facts_by_obligation(respondent, [obligation], day)[obligation.pk]


def facts_by_obligation(
    respondent: Respondent, obligations: Iterable[Obligation], day: date | None = None
) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these obligations by its id, in two queries however many they are."""
    facts: dict[int, list[TreatyFact]] = {obligation.pk: [] for obligation in obligations}
    links = list(
        ObligationTreaty.objects.filter(obligation__in=list(facts))
        .select_related("treaty")
        .order_by("treaty__position")
    )
    acts = _acts_of(respondent, {link.treaty_id for link in links})
    for link in links:
        facts[link.obligation_id].append(fact(link.treaty, respondent, acts[link.treaty_id], day))
    return facts


def record_of(respondent: Respondent, day: date | None = None) -> list[TreatyFact]:
    """What the lists held show of the respondent, for every treaty, in two queries."""
    treaties = list(Treaty.objects.in_order())
    acts = _acts_of(respondent, {treaty.pk for treaty in treaties})
    return [fact(treaty, respondent, acts[treaty.pk], day) for treaty in treaties]


@dataclass(frozen=True)
class Matrix:
    """States in their order by treaties in theirs; `facts` holds only what a list shows."""

    respondents: Sequence[Respondent]
    treaties: Sequence[Treaty]
    facts: dict[tuple[int, int], TreatyFact]


def matrix(*, group: RegionalGroup | None = None, day: date | None = None) -> Matrix:
    """The Member States of a group, or all, by treaty as of `day`, in three queries."""
    states = Respondent.objects.member_states().in_order()
    respondents = list(states.filter(regional_group=group) if group else states)
    treaties = list(Treaty.objects.in_order())
    by_pk = {treaty.pk: treaty for treaty in treaties}
    held = {state.pk: state for state in respondents}
    acts: dict[tuple[int, int], list[TreatyAct]] = defaultdict(list)
    for act in TreatyAct.objects.of_member_states():
        if act.respondent_id in held:
            acts[act.respondent_id, act.treaty_id].append(act)
    facts = {
        (state_id, treaty_id): fact(by_pk[treaty_id], held[state_id], listed, day)
        for (state_id, treaty_id), listed in acts.items()
    }
    return Matrix(respondents, treaties, facts)


def _require_list(treaty: Treaty, day: date) -> None:
    if treaty.list_as_of is None or day > treaty.list_as_of:
        raise NotOnTheList(treaty, day)


def _acts_of(respondent: Respondent, treaty_ids: set[int]) -> dict[int, list[TreatyAct]]:
    acts: dict[int, list[TreatyAct]] = defaultdict(list)
    for act in TreatyAct.objects.filter(respondent=respondent, treaty__in=treaty_ids).in_order():
        acts[act.treaty_id].append(act)
    return acts


def _participants(treaty_ids: Sequence[int]) -> dict[int, list[Participant]]:
    rows = TreatyAct.objects.filter(treaty__in=treaty_ids).in_order().values_list(*_PARTICIPANT_COLUMNS)
    acts: dict[tuple[int, int | str], list[ListedAct]] = defaultdict(list)
    about: dict[tuple[int, int | str], Participant] = {}
    for treaty_id, respondent_id, listed_as, kind, acted_on, *respondent in rows:
        key = (treaty_id, respondent_id or listed_as)
        acts[key].append(ListedAct(kind, acted_on))
        if key not in about:
            about[key] = _participant(listed_as, *respondent)
    found: dict[int, list[Participant]] = {pk: [] for pk in treaty_ids}
    for (treaty_id, _who), participant in about.items():
        listed = tuple(acts[treaty_id, _who])
        found[treaty_id].append(Participant(**(participant.__dict__ | {"acts": listed})))
    for participants in found.values():
        participants.sort(key=lambda who: (not who.is_member_state, who.position, who.name))
    return found


def _participant(
    listed_as: str,
    code: str | None,
    name: str | None,
    group_id: int | None,
    admitted_on: date | None,
    predecessor_name: str | None,
    succeeded_on: date | None,
    position: int | None,
) -> Participant:
    return Participant(
        name=name or listed_as,
        acts=(),
        code=code or "",
        group_id=group_id,
        admitted_on=admitted_on,
        predecessor_name=predecessor_name or "",
        succeeded_on=succeeded_on,
        position=_AFTER_ALL_RESPONDENTS if position is None else position,
    )
