"""What an administrator reads: events and downloads without content, seals, and the last verification."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commitments.auditing.forms import EventFilters, kinds
from commitments.auditing.models import RecordedEvent
from commitments.auditing.story import KINDS
from commitments.auditing.words import who_acted
from commitments.history.as_of import rows_of


@dataclass(frozen=True)
class Line:
    """One event in words."""

    at: datetime
    who: str
    kind: str
    number: int
    what: str


def events(filters: EventFilters) -> "QuerySet[RecordedEvent]":
    """The events that valid filters ask for, newest first; the database refuses whoever is no administrator."""
    since, until = filters.stretch()
    said = filters.cleaned_data
    call = "recorded_events(%s, %s, %s, %s::bigint)"
    rows: QuerySet[RecordedEvent] = rows_of(
        RecordedEvent.objects.all(), call, since, until, said["kind"], said["person"]
    )
    return rows.order_by("-recorded_at", "table", "-id")


def lines(found: Iterable[Any]) -> list[Line]:
    """Each event in words, in the language now active."""
    words = kinds()
    return [
        Line(
            event.recorded_at, who_acted({"user": event.doer_id, "role": event.role}, event.doer_name),
            words.get(event.table, event.table), event.record_id, str(KINDS.get(event.label, _("Changed"))),
        )
        for event in found
    ]  # fmt: skip
