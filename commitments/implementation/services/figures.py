"""Reported figures: a table of many years at once, then one by one."""

# ruff: noqa: ARG001  (every verb takes `now`; not every verb writes it)

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand_on
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.content import FigureContent, broken_figure_rules
from commitments.implementation.models import ReportedFigure
from commitments.implementation.queries import asked_of
from commitments.implementation.refusals import IsNotAsked, RowsBroken, RulesBroken, StaysWithOthers
from commitments.implementation.services.common import (
    demand_record,
    locked_open,
    made_before,
    mark_restored,
    mark_withdrawn,
)
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent

ONCE = ("label", "unit", "currency", "year", "sex", "age_group")


@transaction.atomic
def record_figures(
    respondent: Respondent,
    obligation: Obligation,
    *,
    by: Actor,
    now: datetime,
    rows: Sequence[FigureContent],
    request_id: UUID | None = None,
) -> list[ReportedFigure]:
    """Record all rows or none. The same request again gives the same figures.

    Refuses with NotAllowed, NotGiven, IsNotAsked, and RowsBroken, which names every row and field at fault.
    """
    demand_on(by, Permission.ACTION_RECORD, respondent.pk, [obligation.pk])
    if not asked_of(respondent).filter(pk=obligation.pk).exists():
        raise IsNotAsked(obligation.reference)
    # One table at a time, and only then a look at what this request made: the same rows sent twice at the
    # same moment are the same figures, and two people who save them together get one clear refusal.
    Respondent.objects.select_for_update(no_key=True).get(pk=respondent.pk)
    ids = [uuid5(request_id, str(number)) if request_id else None for number in range(len(rows))]
    before = [made_before(ReportedFigure, by=by, request_id=each) for each in ids]
    if rows and all(before):
        return [figure for figure in before if figure is not None]
    _check_rows(respondent, obligation, rows, now)
    figures = [
        ReportedFigure.objects.create(
            respondent=respondent, obligation=obligation, created_at=now, created_by_id=by.user_id,
            request_id=made_for, **row.as_fields(),
        )
        for row, made_for in zip(rows, ids, strict=True)
    ]  # fmt: skip
    if figures:
        announce(EventName.FIGURES_RECORDED, subject=figures[0], by=by, now=now, figures=[f.pk for f in figures])
    return figures


@transaction.atomic
def edit_figure(
    figure: ReportedFigure, *, by: Actor, now: datetime, content: FigureContent, expected: int
) -> ReportedFigure:
    """Write over version `expected`; unchanged writes nothing.

    Refuses with NotAllowed, IsWithdrawn, RulesBroken, StaysWithOthers and EditedMeanwhile.
    """
    current: ReportedFigure = locked_open(figure, Permission.ACTION_RECORD, by=by)
    if broken := broken_figure_rules(content, today=now.date()):
        raise RulesBroken(broken)
    if changed := current.take(content.as_fields()):
        with _once():
            current.save_if_unchanged(expected=expected, fields=changed)
    return current


@transaction.atomic
def withdraw_figure(figure: ReportedFigure, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark the figure as withdrawn, with who, when and why."""
    demand_record(by, Permission.ACTION_RECORD, figure)
    mark_withdrawn(figure, by=by, now=now, reason=reason)


@transaction.atomic
def restore_figure(figure: ReportedFigure, *, by: Actor, now: datetime) -> None:
    """Bring the figure back. Refuses with StaysWithOthers when another took its place."""
    demand_record(by, Permission.ACTION_RECORD, figure)
    with _once():
        mark_restored(figure)


@contextmanager
def _once() -> Iterator[None]:
    """The database lets a figure stand once for its year: when it refuses, say so in a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise StaysWithOthers from taken


def _check_rows(respondent: Respondent, obligation: Obligation, rows: Sequence[FigureContent], now: datetime) -> None:
    """Rules of each row, then: no two rows, and no row and a standing figure, say the same thing twice."""
    standing = ReportedFigure.objects.standing().filter(respondent=respondent, obligation=obligation)
    taken = set(standing.values_list(*ONCE))
    broken = {}
    for number, row in enumerate(rows):
        errors = broken_figure_rules(row, today=now.date())
        key = tuple(getattr(row, name) for name in ONCE)
        if key in taken:
            errors.setdefault("year", str(StaysWithOthers()))
        taken.add(key)
        if errors:
            broken[number] = errors
    if broken:
        raise RowsBroken(broken)
