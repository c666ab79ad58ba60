"""What pages of removals read: the record that somebody asks about, and requests with the names of their persons."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.models import User
from commitments.removal.models import Removal
from commitments.removal.places import PLACES, Kind
from commitments.removal.services import sides_of
from commitments.submissions.models import CitedRecord, ObligationReport


@dataclass(frozen=True)
class Subject:
    """The record from which content is to go: `title` for the eyes of who asks, `stands_in` for the register."""

    kind: str
    record_id: int
    respondent_id: int
    title: str
    stands_in: str
    cited: tuple[CitedRecord, ...] = ()


def subject_for(actor: Actor, kind: str, public_id: UUID, *, cited: int | None = None) -> Subject:
    """The record, or one that this answer cites, if the actor sees it and may ask; else it does not exist (404)."""
    if kind not in PLACES:
        raise Http404
    rows = PLACES[kind].model._default_manager.visible_to(actor)  # type: ignore[attr-defined]
    if kind == Kind.ANSWER:
        rows = rows.select_related("obligation", "cycle")
    record: Any = get_object_or_404(rows, public_id=public_id)
    if not sides_of(actor, record.respondent_id):
        raise Http404
    return _of_answer(record, actor, cited) if kind == Kind.ANSWER else _of_record(kind, record)


def _of_record(kind: str, record: Any) -> Subject:
    day = date_format(record.created_at, "DATE_FORMAT")
    return Subject(kind, record.pk, record.respondent_id, record.title, _("recorded %(day)s") % {"day": day})


def _of_answer(report: ObligationReport, actor: Actor, cited: int | None) -> Subject:
    place = f"{report.obligation.reference}, {report.cycle.name}"
    citable = CitedRecord.objects.visible_to(actor).filter(report=report, kind__in=(Kind.ACTION, Kind.EVIDENCE))
    found = tuple(citable.order_by("kind", "pk"))
    if cited is None:
        return Subject(Kind.ANSWER, report.pk, report.respondent_id, place, place, found)
    chosen = next((record for record in found if record.pk == cited), None)
    if chosen is None:
        raise Http404
    record_id = chosen.action_id if chosen.kind == Kind.ACTION else chosen.evidence_id
    return Subject(chosen.kind, record_id or 0, report.respondent_id, chosen.content["title"], place)


def removals_for(actor: Actor) -> "QuerySet[Removal]":
    """Requests that the actor may see, with the names of who asked and who decided, newest first."""
    names = {
        f"{who}_name": Subquery(User.objects.filter(pk=OuterRef(f"{who}_by_id")).values("name"))
        for who in ("asked", "decided")
    }
    visible: QuerySet[Removal] = Removal.objects.visible_to(actor)
    return visible.select_related("respondent").annotate(**names).order_by("-asked_at", "-pk")
