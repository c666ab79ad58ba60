"""The participants of treaties with their acts, in one query however many treaties are asked for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from commitments.treaties.as_of import acts_at
from commitments.treaties.measures import Participant
from commitments.treaties.models import Treaty
from commitments.treaties.status import ListedAct

_ABOUT_THE_STATE = (
    "code",
    "short_name",
    "regional_group_id",
    "admitted_on",
    "predecessor_name",
    "succeeded_on",
    "position",
)
_COLUMNS = (
    "treaty_id",
    "respondent_id",
    "participant",
    "kind",
    "acted_on",
    *(f"respondent__{name}" for name in _ABOUT_THE_STATE),
)
_AFTER_ALL_RESPONDENTS = 1_000_000


def participants_of(treaty: Treaty, at: datetime | None = None) -> list[Participant]:
    """Every participant with its acts: Member States in their order, then the others by name."""
    return participants_by_treaty([treaty.pk], at)[treaty.pk]


def participants_by_treaty(treaty_ids: Iterable[int], at: datetime | None = None) -> dict[int, list[Participant]]:
    """The same for several treaties, by the treaty's id; with `at`, as the record held them then."""
    found: dict[int, list[Participant]] = {pk: [] for pk in treaty_ids}
    acts: dict[tuple[int, int | str], list[ListedAct]] = defaultdict(list)
    about: dict[tuple[int, int | str], tuple[str, Any]] = {}
    rows = acts_at(at).filter(treaty__in=list(found)).in_order().values_list(*_COLUMNS)
    for treaty_id, respondent_id, listed_as, kind, acted_on, *state in rows:
        key = (treaty_id, respondent_id or listed_as)
        acts[key].append(ListedAct(kind, acted_on))
        about[key] = (listed_as, state)
    for key, (listed_as, state) in about.items():
        found[key[0]].append(_participant(listed_as, tuple(acts[key]), dict(zip(_ABOUT_THE_STATE, state, strict=True))))
    for participants in found.values():
        participants.sort(key=lambda who: (not who.is_member_state, who.position, who.name))
    return found


def _participant(listed_as: str, acts: tuple[ListedAct, ...], state: dict[str, Any]) -> Participant:
    """A respondent under its name of today; any other participant under the name of the list."""
    return Participant(
        name=state["short_name"] or listed_as,
        acts=acts,
        code=state["code"] or "",
        group_id=state["regional_group_id"],
        admitted_on=state["admitted_on"],
        predecessor_name=state["predecessor_name"] or "",
        succeeded_on=state["succeeded_on"],
        position=_AFTER_ALL_RESPONDENTS if state["position"] is None else state["position"],
    )
