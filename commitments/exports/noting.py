"""Which answers that not everybody may read go into a file: noted before it is written, in the same transaction."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.auditing.services import note_readings
from commitments.exports.datasets import Dataset
from commitments.exports.tables import Table

PAGE = "exports:export"


def note_what_is_read(tables: Iterable[Table], actor: Actor) -> None:
    """Note each reply whose answers, or what they cite, stand in these tables; not the actor's own State's."""
    for table in tables:
        note_readings(PAGE, _restricted(table).exclude(respondent__in=actor.respondent_ids))


def _restricted(table: Table) -> "QuerySet[Any]":
    found = table.found.order_by()
    if table.dataset is Dataset.ANSWERS:
        return found.exclude(shown_to=Audience.PUBLIC).values_list("cycle_id", "respondent_id", "obligation_id")
    narrow = found.exclude(open_to=Audience.PUBLIC, report__shown_to=Audience.PUBLIC)
    return narrow.values_list("cycle_id", "respondent_id", "report__obligation_id")
