"""What may be said of one respondent: beside its answers, and as its whole treaty record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.treaties.as_of import acts_at, treaties_at
from commitments.treaties.facts import TreatyFact, fact
from commitments.treaties.models import ObligationTreaty, Treaty, TreatyAct
from commitments.treaties.status import ListedAct
from commitments.web.kept import by_reference


class HasKey(Protocol):
    """An obligation, or a row read of one."""

    @property
    def pk(self) -> int: ...


def facts_for(respondent: Respondent, obligation: Obligation, day: date | None = None) -> list[TreatyFact]:
    """The respondent's treaty facts beside its answer on one obligation; empty where no treaty is linked."""
    return facts_by_obligation(respondent, [obligation], day)[obligation.pk]


def facts_by_obligation(
    respondent: Respondent, obligations: Iterable[HasKey], day: date | None = None, *, at: datetime | None = None
) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these obligations by its id, in one query however many they are (three with `at`)."""
    everything = _facts_of(respondent, day) if at is None else _facts_at(respondent, day, at)
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


def _facts_at(respondent: Respondent, day: date | None, at: datetime) -> dict[int, list[TreatyFact]]:
    facts: dict[int, list[TreatyFact]] = defaultdict(list)
    record = {fact.treaty.pk: fact for fact in record_of(respondent, day, at=at)}
    for link in ObligationTreaty.objects.order_by("treaty__position"):
        if link.treaty_id in record:
            facts[link.obligation_id].append(record[link.treaty_id])
    return facts


def facts_by_respondent(
    obligation_id: int, respondents: Sequence[Respondent], *, at: datetime | None = None
) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these respondents' answers on one obligation by its id, in one query (two with `at`)."""
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
    treaties = list(treaties_at(at).filter(obligation_treaties__obligation=obligation_id).in_order())
    acts = _acts_of(respondents, {treaty.pk for treaty in treaties}, at)
    return [
        (treaty, {respondent.pk: acts[respondent.pk, treaty.pk] for respondent in respondents}) for treaty in treaties
    ]


def record_of(respondent: Respondent, day: date | None = None, *, at: datetime | None = None) -> list[TreatyFact]:
    """What the lists held, or held at a moment, show of the respondent, for every treaty, in two queries."""
    treaties = treaties_at(at).by_subject()
    acts = _acts_of([respondent], {treaty.pk for treaty in treaties}, at)
    return [fact(treaty, respondent, acts[respondent.pk, treaty.pk], day) for treaty in treaties]


def _acts_of(
    respondents: Sequence[Respondent], treaty_ids: set[int], at: datetime | None
) -> dict[tuple[int, int], list[ListedAct]]:
    acts: dict[tuple[int, int], list[ListedAct]] = defaultdict(list)
    rows = acts_at(at).filter(respondent__in=respondents, treaty__in=treaty_ids).in_order()
    for respondent_id, treaty_id, kind, acted_on in rows.values_list("respondent_id", "treaty_id", "kind", "acted_on"):
        acts[respondent_id, treaty_id].append(ListedAct(kind, acted_on))
    return acts
