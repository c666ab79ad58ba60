"""Who was shown answers that not everybody may read: for administrators with names, for the State itself by role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.roles import BY_CODE
from commitments.auditing.forms import DaysAndPerson
from commitments.auditing.models import PageRead, ReadByRole
from commitments.auditing.words import page_read
from commitments.history.as_of import rows_of


@dataclass(frozen=True)
class ReadLine:
    """One reading in words."""

    at: datetime
    who: str
    page: str
    paragraphs: str
    cycle: str = ""
    whose: str = ""
    request: str = ""


def reads(actor: Actor, filters: DaysAndPerson) -> "QuerySet[Any]":
    """The readings that valid filters ask for, newest first, as far as the actor sees them."""
    since, until = filters.stretch()
    found = PageRead.objects.visible_to(actor).filter(read_at__gte=since, read_at__lt=until)
    if person := filters.cleaned_data["person"]:
        found = found.filter(read_by=person)
    return found.named().order_by("-read_at", "-pk")


def reads_of(cycle_id: int, respondent_id: int) -> "QuerySet[ReadByRole]":
    """The readings of a reply by others, newest first; of somebody else's reply there are none."""
    rows = rows_of(ReadByRole.objects.all(), "read_by_role(%s, %s)", cycle_id, respondent_id)
    return rows.order_by("-read_at", "-id")


def lines(found: Iterable[Any]) -> list[ReadLine]:
    """Each reading with its person, in the language now active."""
    rows = list(found)
    references = _references(rows)
    return [
        ReadLine(
            row.read_at, row.who, page_read(row.page), _paragraphs(row, references), row.name_of_cycle or "",
            row.respondent.short_name if row.respondent else "", str(row.request_id or ""),
        )
        for row in rows
    ]  # fmt: skip


def lines_by_role(found: Iterable[Any]) -> list[ReadLine]:
    """Each reading with the role alone."""
    rows = list(found)
    references = _references(rows)
    return [ReadLine(row.read_at, _role(row.role), page_read(row.page), _paragraphs(row, references)) for row in rows]


def _role(code: str) -> str:
    return str(BY_CODE[code].label) if code in BY_CODE else code


def _paragraphs(row: Any, references: Mapping[int, str]) -> str:
    """Which paragraphs; of a page that says of each State in a word what it answered, that."""
    if not row.obligation_ids:
        return _("statuses of all States")
    return ", ".join(references[pk] for pk in row.obligation_ids if pk in references)


def _references(rows: Iterable[Any]) -> dict[int, str]:
    wanted = {pk for row in rows for pk in row.obligation_ids}
    found = apps.get_model("commitments.Obligation")._default_manager.filter(pk__in=wanted)
    return dict(found.values_list("pk", "reference"))
