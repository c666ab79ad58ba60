"""The secretariat's obligations as the United Nations lays out its mandates: what is asked, done, and with what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.assistance.compiled import LONG, SHORT, about_list
from commitments.assistance.listed import Listed
from commitments.assistance.models import BodyOutcome, Distribution, Mandate, RecipientKind
from commitments.implementation.models import ActionObligation
from commitments.instruments.models import Obligation
from commitments.instruments.models.obligation import ObligationQuerySet
from commitments.instruments.vocabulary import ObligationType, TrackedBy
from commitments.respondents.models import Respondent
from commitments.sheets.columns import Column
from commitments.web.together import together


@dataclass(frozen=True)
class MandateRow:
    """One line of the table: a paragraph, the entry on it, the actions that serve it, what the bodies decided."""

    obligation: Obligation
    entry: Mandate | None
    actions: list[Any] = field(default_factory=list)
    outcomes: list[BodyOutcome] = field(default_factory=list)

    @property
    def distributed(self) -> list[tuple[str, int]]:
        """To how many of each kind something went that the paragraph asks to be distributed."""
        labels = dict(RecipientKind.choices)
        return [(str(labels[found["kind"]]), found["number"]) for found in self.obligation.distributed_to]  # type: ignore[attr-defined]


def asked_of_the_secretariat() -> ObligationQuerySet:
    """What the texts ask of the secretariat, alone or beside States; an endorsement asks nothing."""
    of_it = Obligation.objects.filter(tracked_by__in=[TrackedBy.SECRETARIAT, TrackedBy.BOTH])
    return of_it.exclude(type=ObligationType.ENDORSEMENT)


def mandate_rows(respondent: Respondent, actor: Actor, *, language: str) -> list[MandateRow]:
    """The whole table for one secretariat, in the order of the texts; the actions only for its own people."""
    asked = asked_of_the_secretariat().annotate(distributed_to=_distributed(respondent, actor))
    obligations = asked.in_text_order().with_labels(language).select_related("instrument")
    entries, decided, links = together(
        Mandate.objects.visible_to(actor).filter(respondent=respondent),
        BodyOutcome.objects.visible_to(actor).standing().order_by("adopted_on", "document"),
        _links(respondent, actor),
    )
    of = {one.obligation_id: one for one in entries}
    outcomes, actions = _by_obligation(decided), _by_obligation(links)
    return [MandateRow(one, of.get(one.pk), actions[one.pk], outcomes[one.pk]) for one in obligations]


def listed(rows: Sequence[MandateRow], *, now: datetime) -> Listed:
    """The table as a list, under a heading for each resolution."""
    what = _("What the secretariat records of its own obligations; no official record of the United Nations.")
    about = about_list(_("Mandates of the secretariat"), len(rows), what, now=now)
    return Listed(
        _("Mandates"), about, _columns(), [_cells(row) for row in rows], group="resolution", entry="paragraph"
    )


def _columns() -> list[Column]:
    return [
        Column("resolution", _("Resolution"), SHORT, identifies=True),
        Column("paragraph", _("Paragraph"), SHORT, identifies=True),
        Column("asked", _("Summary of action required"), LONG),
        Column("implementation", _("Implementation"), LONG),
        Column("actions", _("Implementation actions"), LONG),
        Column("resources", _("Resources"), LONG),
        Column("distributed", _("Distributed to"), SHORT),
        Column("outcomes", _("Outcomes"), LONG),
    ]


def _cells(row: MandateRow) -> list[object]:
    entry, asked = row.entry, row.obligation
    return [
        asked.instrument.symbol,
        asked.reference,
        asked.label,
        entry.implementation if entry else "",
        "\n".join(link.action.title for link in row.actions),
        entry.resources if entry else "",
        "\n".join(f"{label}: {number}" for label, number in row.distributed),
        "\n".join(map(_outcome, row.outcomes)),
    ]


def _outcome(outcome: BodyOutcome) -> str:
    day = date_format(outcome.adopted_on) if outcome.adopted_on else ""
    said = [outcome.document, outcome.get_body_display(), outcome.session, day, outcome.decision]
    return ", ".join(words for words in said if words)


def _distributed(respondent: Respondent, actor: Actor) -> ArraySubquery:
    entries = Distribution.objects.visible_to(actor).filter(respondent=respondent, obligation=OuterRef("pk"))
    named = Concat(Value("-"), "name", output_field=TextField())
    who = Coalesce(Cast("recipient", TextField()), named, output_field=TextField())
    counted = entries.order_by().values("kind").annotate(number=Count(who, distinct=True)).order_by("-kind")
    return ArraySubquery(counted.values(found=JSONObject(kind="kind", number="number")))


def _links(respondent: Respondent, actor: Actor) -> Any:
    found = ActionObligation.objects.visible_to(actor).filter(respondent=respondent, action__withdrawn_at=None)
    return found.annotate(pieces=Count("action__evidence")).select_related("action").order_by("pk")


def _by_obligation(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.obligation_id].append(row)
    return found
