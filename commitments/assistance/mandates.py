"""The secretariat's obligations as the United Nations lays out its mandates: what is asked, done, and with what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from commitments.access.actor import Actor
from commitments.assistance.models import BodyOutcome, Mandate
from commitments.implementation.models import ActionObligation
from commitments.instruments.models import Obligation
from commitments.instruments.models.obligation import ObligationQuerySet
from commitments.instruments.vocabulary import ObligationType, TrackedBy
from commitments.respondents.models import Respondent
from commitments.web.together import together


@dataclass(frozen=True)
class MandateRow:
    """One line of the table: a paragraph, the entry on it, the actions that serve it, what the bodies decided."""

    obligation: Obligation
    entry: Mandate | None
    actions: list[Any] = field(default_factory=list)
    outcomes: list[BodyOutcome] = field(default_factory=list)


def asked_of_the_secretariat() -> ObligationQuerySet:
    """What the texts ask of the secretariat, alone or beside States; an endorsement asks nothing."""
    of_it = Obligation.objects.filter(tracked_by__in=[TrackedBy.SECRETARIAT, TrackedBy.BOTH])
    return of_it.exclude(type=ObligationType.ENDORSEMENT)


def mandate_rows(respondent: Respondent, actor: Actor, *, language: str) -> list[MandateRow]:
    """The whole table for one secretariat, in the order of the texts; the actions only for its own people."""
    obligations = asked_of_the_secretariat().in_text_order().with_labels(language).select_related("instrument")
    entries, decided, links = together(
        Mandate.objects.visible_to(actor).filter(respondent=respondent),
        BodyOutcome.objects.visible_to(actor).standing().order_by("adopted_on", "document"),
        _links(respondent, actor),
    )
    of = {one.obligation_id: one for one in entries}
    outcomes, actions = _by_obligation(decided), _by_obligation(links)
    return [MandateRow(one, of.get(one.pk), actions[one.pk], outcomes[one.pk]) for one in obligations]


def _links(respondent: Respondent, actor: Actor) -> Any:
    found = ActionObligation.objects.visible_to(actor).filter(respondent=respondent, action__withdrawn_at=None)
    return found.annotate(pieces=Count("action__evidence")).select_related("action").order_by("pk")


def _by_obligation(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.obligation_id].append(row)
    return found
