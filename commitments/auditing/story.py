"""The story of a record: who changed it, in which role, when, and which fields; never what stood in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.access.models import User
from commitments.auditing.words import who_acted

STEPS_A_PAGE = 50
DOER = Cast(KT("pgh_context__user"), BigIntegerField())
NAME = Subquery(User.objects.filter(pk=OuterRef("doer")).values("name"))
WITHDRAWN, CONFIRMED = "withdrawn_at", "confirmed_at"
BOOKKEEPING = {
    "version", "saved_at", "saved_by_id", "withdrawn_at", "withdrawn_by_id", "confirmed_at", "confirmed_by_id",
    "created_at", "created_by_id", "request_id", "public_id", "carried_from_id",
    "said_in_id", "said_at", "times_carried", "times_confirmed",
}  # fmt: skip
"""What changes with every save, or is told as a step of its own."""
KINDS: dict[str, str | Promise] = {
    "insert": gettext_lazy("Recorded"),
    "update": gettext_lazy("Changed"),
    "delete": gettext_lazy("Removed"),
}


@dataclass(frozen=True)
class Step:
    """One event of the record, in words; what the timeline shows."""

    at: datetime
    what: str
    who: str
    detail: str = ""


@dataclass(frozen=True)
class Story:
    """Some of a record's steps, newest first; `older` is where to go on, if there are more."""

    steps: list[Step]
    older: int | None


def story_of(record: models.Model, *, before: int | None = None) -> Story:
    """What happened to the record, or what happened `before` an event; as far as whoever acts sees its history."""
    events = record.events.order_by("-pgh_id").annotate(doer=DOER, name_of_doer=NAME)  # type: ignore[attr-defined]
    # One more than is shown: what the last one changed is told by the event before it.
    found = list((events if before is None else events.filter(pgh_id__lt=before))[: STEPS_A_PAGE + 1])
    steps = [_step(later, earlier) for later, earlier in pairwise([*found, None])]
    older = found[STEPS_A_PAGE - 1].pgh_id if len(found) > STEPS_A_PAGE else None
    return Story(steps[:STEPS_A_PAGE], older)


def _step(event: Any, before: Any | None) -> Step:
    fields = ", ".join(_words(event, _changed(event, before)))
    who = who_acted(event.pgh_context, event.name_of_doer)
    return Step(event.pgh_created_at, _what(event, before), who, fields)


def _changed(event: Any, before: Any | None) -> list[str]:
    """The columns that an update left otherwise than it found them."""
    if before is None or event.pgh_label != "update":
        return []
    fields = [field.attname for field in event.pgh_tracked_model._meta.concrete_fields if hasattr(event, field.attname)]
    return [name for name in fields if getattr(event, name) != getattr(before, name)]


def _what(event: Any, before: Any | None) -> str:
    changed = _changed(event, before)
    if WITHDRAWN in changed:
        return _("Withdrawn") if event.withdrawn_at else _("Restored")
    if CONFIRMED in changed and event.confirmed_at:
        return _("Confirmed as still true")
    return str(KINDS.get(event.pgh_label, event.pgh_label))


def _words(event: Any, changed: Sequence[str]) -> list[str]:
    """The names of the changed fields, as the forms have them."""
    meta = event.pgh_tracked_model._meta
    fields = [field for field in meta.concrete_fields if field.attname in changed and field.attname not in BOOKKEEPING]
    return [str(capfirst(field.verbose_name)) for field in fields]
