"""What pages of removals read: the record that somebody asks about, and requests with the names of their persons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404

from commitments.access.actor import Actor
from commitments.access.models import User
from commitments.removal.models import Removal
from commitments.removal.places import PLACES, Kind
from commitments.removal.services import sides_of
from commitments.removal.titles import READ_WITH, stands_in, title_of
from commitments.respondents.models import Respondent, RespondentKind
from commitments.submissions.models import CitedRecord, ObligationReport


@dataclass(frozen=True)
class Beside:
    """Another record about the same paragraph: what it is, what it is called, and the rest of its form's address."""

    kind: str
    title: str
    public_id: UUID
    cited: int | None = None

    @property
    def kind_words(self) -> str:
        return str(Kind(self.kind).label)


@dataclass(frozen=True)
class Subject:
    """The record from which content is to go: `title` for the eyes of who asks, `stands_in` for the register."""

    kind: str
    record_id: int
    respondent_id: int
    title: str
    stands_in: str
    beside: tuple[Beside, ...] = ()


def subject_for(actor: Actor, kind: str, public_id: UUID, *, cited: int | None = None) -> Subject:
    """The record, or one that this answer cites, if the actor sees it and may ask; else it does not exist (404)."""
    if kind not in PLACES:
        raise Http404
    record: Any = get_object_or_404(_seen(actor, kind), public_id=public_id)
    if not sides_of(actor, respondent_id := _owner_of(record)):
        raise Http404
    if kind == Kind.ANSWER:
        return _of_answer(record, actor, cited)
    return Subject(kind, record.pk, respondent_id, title_of(kind, record), stands_in(kind, record))


def _seen(actor: Actor, kind: str) -> "QuerySet[Any]":
    rows = PLACES[kind].model._default_manager.visible_to(actor)  # type: ignore[attr-defined]
    return rows.select_related(*READ_WITH[kind]) if kind in READ_WITH else rows  # type: ignore[no-any-return]


def _owner_of(record: Any) -> int:
    """Whose it is; what a body decided is recorded by the secretariat, and says nothing of who."""
    if hasattr(record, "respondent_id"):
        return int(record.respondent_id)
    of_it = Respondent.objects.filter(kind=RespondentKind.SECRETARIAT).order_by("pk")
    return of_it.values_list("pk", flat=True)[0]


def _of_answer(report: ObligationReport, actor: Actor, cited: int | None) -> Subject:
    place = stands_in(Kind.ANSWER, report)
    found = tuple(CitedRecord.objects.visible_to(actor).filter(report=report).order_by("kind", "pk"))
    if cited is None:
        beside = (*(_cited(report, one) for one in found), *_about_the_same(report, actor))
        return Subject(Kind.ANSWER, report.pk, report.respondent_id, place, place, beside)
    chosen = next((record for record in found if record.pk == cited), None)
    if chosen is None:
        raise Http404
    record_id = getattr(chosen, f"{chosen.kind}_id")
    return Subject(chosen.kind, record_id or 0, report.respondent_id, _cited(report, chosen).title, place)


def _cited(report: ObligationReport, record: CitedRecord) -> Beside:
    title = record.content.get("title") or record.content.get("label", "")
    return Beside(record.kind, title, report.public_id, record.pk)


CALLED = {Kind.FIGURE: "label", Kind.QUESTION: "number", Kind.ASSIGNMENT: "ministry"}
"""What stands beside an answer, and the column by which it is known."""


def _about_the_same(report: ObligationReport, actor: Actor) -> Iterator[Beside]:
    """Figures and questions on the paragraph, and to whom it was given: what the actor sees of them, in one query."""
    on, cycle = {"respondent": report.respondent_id}, {"cycle": report.cycle_id}
    same = {
        Kind.FIGURE: Q(**on, obligation=report.obligation_id),
        Kind.QUESTION: Q(**on, **cycle, obligation_ids__contains=[report.obligation_id]),
        Kind.ASSIGNMENT: Q(**on, **cycle, obligation=report.obligation_id),
    }
    first, *others = (
        PLACES[kind].model._default_manager.visible_to(actor).filter(condition)  # type: ignore[attr-defined]
        .order_by().values_list(Value(str(kind)), "public_id", Cast(CALLED[kind], TextField()))
        for kind, condition in same.items()
    )  # fmt: skip
    for kind, public_id, words in sorted(first.union(*others, all=True)):
        title = f"{Kind(kind).label} {words}" if kind == Kind.QUESTION else words
        yield Beside(kind, title, public_id)


def removals_for(actor: Actor) -> "QuerySet[Removal]":
    """Requests that the actor may see, with the names of who asked and who decided, newest first."""
    names = {
        f"{who}_name": Subquery(User.objects.filter(pk=OuterRef(f"{who}_by_id")).values("name"))
        for who in ("asked", "decided")
    }
    visible: QuerySet[Removal] = Removal.objects.visible_to(actor)
    return visible.select_related("respondent").annotate(**names).order_by("-asked_at", "-pk")
