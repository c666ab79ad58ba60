"""What may be said of one respondent: beside its answers, and as its whole treaty record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.treaties.facts import TreatyFact, fact
from commitments.treaties.models import ObligationTreaty, Treaty, TreatyAct
from commitments.treaties.status import ListedAct


def facts_for(respondent: Respondent, obligation: Obligation, day: date | None = None) -> list[TreatyFact]:
    """The respondent's treaty facts beside its answer on one obligation; empty where no treaty is linked."""
    return facts_by_obligation(respondent, [obligation], day)[obligation.pk]


def facts_by_obligation(
    respondent: Respondent, obligations: Iterable[Obligation], day: date | None = None
) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these obligations by its id, in one query however many they are."""
    facts: dict[int, list[TreatyFact]] = {obligation.pk: [] for obligation in obligations}
    links: QuerySet[Any] = ObligationTreaty.objects.filter(obligation__in=list(facts)).select_related("treaty")
    acts = TreatyAct.objects.filter(respondent=respondent, treaty=OuterRef("treaty")).in_order()
    listed = ArraySubquery(acts.values(row=JSONObject(kind="kind", acted_on="acted_on")))
    for link in links.annotate(acts_read=listed).order_by("treaty__position"):
        read = [ListedAct(row["kind"], date.fromisoformat(row["acted_on"])) for row in link.acts_read]
        facts[link.obligation_id].append(fact(link.treaty, respondent, read, day))
    return facts


def facts_by_respondent(obligation_id: int, respondents: Sequence[Respondent]) -> dict[int, list[TreatyFact]]:
    """The facts beside each of these respondents' answers on one obligation by its id, in two queries at most."""
    linked = ObligationTreaty.objects.filter(obligation=obligation_id).select_related("treaty")
    treaties = [link.treaty for link in linked.order_by("treaty__position")]
    acts = _acts_of(respondents, {treaty.pk for treaty in treaties}) if treaties else {}
    return {
        respondent.pk: [fact(treaty, respondent, acts[respondent.pk, treaty.pk]) for treaty in treaties]
        for respondent in respondents
    }


def record_of(respondent: Respondent, day: date | None = None) -> list[TreatyFact]:
    """What the lists held show of the respondent, for every treaty, in two queries."""
    treaties = Treaty.objects.by_subject()
    acts = _acts_of([respondent], {treaty.pk for treaty in treaties})
    return [fact(treaty, respondent, acts[respondent.pk, treaty.pk], day) for treaty in treaties]


def _acts_of(respondents: Sequence[Respondent], treaty_ids: set[int]) -> dict[tuple[int, int], list[ListedAct]]:
    acts: dict[tuple[int, int], list[ListedAct]] = defaultdict(list)
    rows = TreatyAct.objects.filter(respondent__in=respondents, treaty__in=treaty_ids).in_order()
    for respondent_id, treaty_id, kind, acted_on in rows.values_list("respondent_id", "treaty_id", "kind", "acted_on"):
        acts[respondent_id, treaty_id].append(ListedAct(kind, acted_on))
    return acts
