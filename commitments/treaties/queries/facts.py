"""What may be said of one respondent: beside its answers, and as its whole treaty record."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.treaties.as_of import acts_at, treaties_at
from commitments.treaties.facts import TreatyFact, fact
from commitments.treaties.models import ObligationTreaty, Treaty, TreatyAct, subjects_together
from commitments.treaties.status import ListedAct
from commitments.web.kept import by_reference
from commitments.web.together import together


class HasKey(Protocol):
    """An obligation, or a row read of one."""

    @property
    def pk(self) -> int: ...


def facts_for(respondent: Respondent, obligation: Obligation, day: date | None = None) -> list[TreatyFact]:
    """The respondent's treaty facts beside its answer on one obligation; empty where no treaty is linked."""
    return facts_by_obligation(respondent, [obligation], day)[obligation.pk]


def facts_by_obligation(
    respondent: Respondent, obligations: Collection[HasKey], day: date | None = None
) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these obligations by its id, in one query however many they are."""
    everything = _facts_of(respondent, day)
    return {obligation.pk: everything.get(obligation.pk, []) for obligation in obligations}


@by_reference
def _facts_of(respondent: Respondent, day: date | None) -> dict[int, list[TreatyFact]]:
    facts: dict[int, list[TreatyFact]] = defaultdict(list)
    acts = TreatyAct.objects.filter(respondent=respondent, treaty=OuterRef("treaty")).in_order()
    listed = ArraySubquery(acts.values(row=JSONObject(kind="kind", acted_on="acted_on")))
    links: QuerySet[Any] = ObligationTreaty.objects.select_related("treaty").annotate(acts_read=listed)
    for link in links.order_by("treaty__position"):
        read = [ListedAct(row["kind"], date.fromisoformat(row["acted_on"])) for row in link.acts_read]
        facts[link.obligation_id].append(fact(link.treaty, respondent, read, day))
    return dict(facts)


class Lists(NamedTuple):
    """The treaties beside some obligations, in order, and acts on their lists, as a moment of the past held them."""

    treaties: Sequence[Treaty]
    acts: Sequence[TreatyAct]


def lists_at(
    at: datetime, respondents: Sequence[Respondent], obligation_ids: Collection[int]
) -> tuple[QuerySet[Treaty], QuerySet[TreatyAct]]:
    """What `Lists` is read from, by a page together with what else it reads; nothing where no treaty is linked."""
    linked = {treaty_id for obligation_id, treaty_id in _links() if obligation_id in obligation_ids}
    acts = acts_at(at).filter(respondent__in=respondents, treaty__in=linked)
    return treaties_at(at).filter(pk__in=linked).in_order(), acts.in_order()


def facts_then(
    lists: Lists, respondents: Sequence[Respondent], obligation_ids: Collection[int]
) -> dict[tuple[int, int], list[TreatyFact]]:
    """The facts of that moment by respondent and obligation."""
    acts = _by_respondent_and_treaty(lists.acts)
    treaties = {treaty.pk: treaty for treaty in lists.treaties}
    facts: dict[tuple[int, int], list[TreatyFact]] = defaultdict(list)
    for obligation_id, treaty_id in _links():
        if obligation_id in obligation_ids and treaty_id in treaties:
            for respondent in respondents:
                found = fact(treaties[treaty_id], respondent, acts[respondent.pk, treaty_id])
                facts[respondent.pk, obligation_id].append(found)
    return facts


@by_reference
def _links() -> list[tuple[int, int]]:
    return list(ObligationTreaty.objects.order_by("treaty__position").values_list("obligation_id", "treaty_id"))


def facts_by_respondent(obligation_id: int, respondents: Sequence[Respondent]) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these respondents' answers on one obligation by its id, in one query."""
    linked = _treaties_beside(obligation_id)
    return {
        respondent.pk: [fact(treaty, respondent, acts.get(respondent.pk, [])) for treaty, acts in linked]
        for respondent in respondents
    }


@by_reference
def _treaties_beside(obligation_id: int) -> list[tuple[Treaty, dict[int, list[ListedAct]]]]:
    """The treaties linked to an obligation, each with the acts of every respondent."""
    acts = TreatyAct.objects.filter(treaty=OuterRef("treaty"), respondent__isnull=False).in_order()
    row = JSONObject(of="respondent_id", kind="kind", acted_on="acted_on")
    links: QuerySet[Any] = ObligationTreaty.objects.filter(obligation=obligation_id).select_related("treaty")
    found = []
    for link in links.annotate(acts_read=ArraySubquery(acts.values(row=row))).order_by("treaty__position"):
        by_respondent: dict[int, list[ListedAct]] = defaultdict(list)
        for read in link.acts_read:
            by_respondent[read["of"]].append(ListedAct(read["kind"], date.fromisoformat(read["acted_on"])))
        found.append((link.treaty, dict(by_respondent)))
    return found


def record_of(respondent: Respondent, day: date | None = None, *, at: datetime | None = None) -> list[TreatyFact]:
    """What the lists held, or held at a moment, show of the respondent, for every treaty, in one query."""
    treaties, listed = together(treaties_at(at).in_order(), acts_at(at).filter(respondent=respondent).in_order())
    acts = _by_respondent_and_treaty(listed)
    return [fact(treaty, respondent, acts[respondent.pk, treaty.pk], day) for treaty in subjects_together(treaties)]


def _by_respondent_and_treaty(listed: Iterable[TreatyAct]) -> dict[tuple[int | None, int], list[ListedAct]]:
    acts: dict[tuple[int | None, int], list[ListedAct]] = defaultdict(list)
    for act in listed:
        acts[act.respondent_id, act.treaty_id].append(ListedAct(act.kind, act.acted_on))
    return acts
