"""Answers with what they cite, as the pages of a State and of a paragraph read them: in one query.

Of a moment of the past what they cite is read beside them, with the lists of treaty acts (dashboards/beside.py).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import BoolAnd, JSONBAgg
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.restricted import Answered
from commitments.dashboards.answers import Said
from commitments.rollups.queries import answers_for
from commitments.submissions.models import CitedRecord, ReportingCycle
from commitments.web.compiled import compiled

FROZEN = JSONBAgg(JSONObject(kind="kind", evidence="evidence_id", content="content"), order_by="pk")
"""What an answer cites, as it was frozen when the answer was sent."""
EVERYBODYS = "true"
IN_WORDS = TextField()
ARE_EVERYBODYS = Cast(BoolAnd(Q(open_to=Audience.PUBLIC)), IN_WORDS)
OPEN = Concat(ARE_EVERYBODYS, Value(" "), Cast(FROZEN, IN_WORDS), output_field=IN_WORDS)
"""The same after a word that says whether all of it is everybody's."""


class Answer(NamedTuple):
    """One answer: its key, on what, whose, what it says, and what it cites, as JSON that is read where it is drawn."""

    pk: int
    obligation_id: int
    respondent_id: int
    is_everybodys: bool
    said: Said
    cited: str

    def as_shown(self, restricted: Collection[int] = ()) -> Answered:
        """As whatever notes readings is told; of the past it is known apart which answers cite `restricted` records."""
        return Answered(self.respondent_id, self.obligation_id, self.is_everybodys and self.pk not in restricted)


class Of(NamedTuple):
    """Whose answers, or on what; at most so many of them, in the order of States."""

    respondent_id: int | None = None
    obligation_id: int | None = None
    most: int | None = None


def answers_of(actor: Actor, cycle: ReportingCycle, of: Of, at: datetime | None = None) -> list[Answer]:
    """The answers in a cycle that this reader may see, now, or as they stood at a moment."""
    if at is None:
        found: Sequence[tuple[Any, ...]] = _answers(actor.reach, cycle, of)
    else:
        rows = _reports(actor, cycle, of, at).values_list(*KEYS, *Said._fields)[: of.most]
        found = [(*row, "") for row in rows]
    return [_answer(*row) for row in found]


KEYS = ("pk", "obligation_id", "respondent_id", "shown_to")


def _answer(pk: int, on: int, whose: int, shown_to: str, *words: Any) -> Answer:
    *said, cited = words
    are_everybodys, _space, records = (cited or f"{EVERYBODYS} ").partition(" ")
    return Answer(
        pk, on, whose, shown_to == Audience.PUBLIC and are_everybodys == EVERYBODYS, Said._make(said), records
    )


@compiled
def _answers(actor: Actor, cycle: ReportingCycle, of: Of) -> QuerySet[Any]:
    records: Any = CitedRecord.objects.visible_to(actor).filter(report=OuterRef("pk")).order_by().values("report_id")
    cited = Subquery(records.annotate(cited=OPEN).values("cited"))
    found: QuerySet[Any] = _reports(actor, cycle, of, None).annotate(frozen=cited)
    return found.values_list(*KEYS, *Said._fields, "frozen")[: of.most]


def _reports(actor: Actor, cycle: ReportingCycle, of: Of, at: datetime | None) -> QuerySet[Any]:
    found = answers_for(actor, cycle, at=at, respondent_id=of.respondent_id, obligation_id=of.obligation_id)
    return found.order_by("respondent__position")
