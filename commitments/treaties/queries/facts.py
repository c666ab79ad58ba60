"""What may be said of one respondent: beside its answers, and as its whole treaty record."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.treaties.as_of import acts_at, treaties_at
from commitments.treaties.facts import TreatyFact, fact
from commitments.treaties.models import ObligationTreaty, Treaty, TreatyAct, TreatyQuerySet, subjects_together
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
    respondent: Respondent, obligations: Collection[HasKey], day: date | None = None, *, at: datetime | None = None
) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these obligations by its id, in one query however many they are."""
    everything = _facts_of(respondent, day) if at is None else _facts_at(respondent, obligations, day, at)
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


def _facts_at(
    respondent: Respondent, obligations: Collection[HasKey], day: date | None, at: datetime
) -> dict[int, list[TreatyFact]]:
    """The lists of that moment are read only where a treaty is linked to any of the obligations."""
    facts: dict[int, list[TreatyFact]] = defaultdict(list)
    asked = {obligation.pk for obligation in obligations}
    links = [link for link in _links() if link[0] in asked]
    if not links:
        return facts
    record = {fact.treaty.pk: fact for fact in record_of(respondent, day, at=at)}
    for obligation_id, treaty_id in links:
        if treaty_id in record:
            facts[obligation_id].append(record[treaty_id])
    return facts


@by_reference
def _links() -> list[tuple[int, int]]:
    return list(ObligationTreaty.objects.order_by("treaty__position").values_list("obligation_id", "treaty_id"))


def facts_by_respondent(
    obligation_id: int, respondents: Sequence[Respondent], *, at: datetime | None = None
) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these respondents' answers on one obligation by its id, in one query."""
    linked = _treaties_beside(obligation_id) if at is None else _treaties_beside_at(obligation_id, respondents, at)
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


def _treaties_beside_at(
    obligation_id: int, respondents: Sequence[Respondent], at: datetime
) -> list[tuple[Treaty, dict[int, list[ListedAct]]]]:
    linked = treaties_at(at).filter(obligation_treaties__obligation=obligation_id)
    treaties, acts = _with_acts(linked, respondents, at)
    return [
        (treaty, {respondent.pk: acts[respondent.pk, treaty.pk] for respondent in respondents}) for treaty in treaties
    ]


def record_of(respondent: Respondent, day: date | None = None, *, at: datetime | None = None) -> list[TreatyFact]:
    """What the lists held, or held at a moment, show of the respondent, for every treaty, in one query."""
    treaties, acts = _with_acts(treaties_at(at), [respondent], at)
    return [fact(treaty, respondent, acts[respondent.pk, treaty.pk], day) for treaty in subjects_together(treaties)]


def _with_acts(
    treaties: TreatyQuerySet, respondents: Sequence[Respondent], at: datetime | None
) -> tuple[list[Treaty], dict[tuple[int, int], list[ListedAct]]]:
    """The treaties in order, and the acts of these respondents by respondent and treaty, in one query."""
    acts: dict[tuple[int, int], list[ListedAct]] = defaultdict(list)
    found, listed = together(treaties.in_order(), acts_at(at).filter(respondent__in=respondents).in_order())
    for act in listed:
        acts[act.respondent_id, act.treaty_id].append(ListedAct(act.kind, act.acted_on))
    return found, acts
