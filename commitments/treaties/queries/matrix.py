"""Every Member State by every treaty, in three queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commitments.respondents.models import RegionalGroup, Respondent
from commitments.treaties.as_of import acts_at, treaties_at
from commitments.treaties.models import Treaty
from commitments.treaties.status import ListedAct, Stand, Standing, standing_on
from commitments.web.kept import by_reference


@dataclass(frozen=True)
class Matrix:
    """States in their order by treaties in theirs; `stands` holds only what a list shows."""

    respondents: Sequence[Respondent]
    treaties: Sequence[Treaty]
    days: dict[int, date | None]
    """The day each treaty is shown for: the one asked, at the latest that of its list; None without a list."""
    stands: dict[tuple[int, int], Stand]

    def parties(self, treaty: Treaty) -> int | None:
        """How many of the States shown are parties; None where no list is held."""
        if self.days[treaty.pk] is None:
            return None
        return sum(self._is_party(respondent, treaty) for respondent in self.respondents)

    def _is_party(self, respondent: Respondent, treaty: Treaty) -> bool:
        stand = self.stands.get((respondent.pk, treaty.pk))
        return stand is not None and stand.standing is Standing.PARTY


def matrix(*, group: RegionalGroup | None = None, day: date | None = None, at: datetime | None = None) -> Matrix:
    """The Member States of a group, or all, by treaty as of `day`; on a day, those that were Members then.

    With `at`, from the lists as they were held at that moment.
    """
    return _matrix(group=group, day=day) if at is None else _read(group, day, at)


@by_reference
def _matrix(*, group: RegionalGroup | None, day: date | None) -> Matrix:
    return _read(group, day, None)


def _read(group: RegionalGroup | None, day: date | None, at: datetime | None) -> Matrix:
    states = Respondent.objects.members_on(day) if day else Respondent.objects.member_states()
    respondents = list((states.filter(regional_group=group) if group else states).in_order())
    treaties = list(treaties_at(at).in_order())
    days = {treaty.pk: min(day or date.max, treaty.list_as_of) if treaty.list_as_of else None for treaty in treaties}
    acts: dict[tuple[int, int], list[ListedAct]] = defaultdict(list)
    rows = acts_at(at).filter(respondent__in=respondents)
    for respondent_id, treaty_id, kind, acted_on in rows.values_list("respondent_id", "treaty_id", "kind", "acted_on"):
        acts[respondent_id, treaty_id].append(ListedAct(kind, acted_on))
    stands = {}
    for key, listed in acts.items():
        shown_for = days.get(key[1])
        if shown_for is not None:
            stands[key] = standing_on(listed, shown_for)
    return Matrix(respondents, treaties, days, stands)
