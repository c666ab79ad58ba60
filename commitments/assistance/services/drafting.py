"""Writing a paper before it is sent; one service for every kind."""

# ruff: noqa: ARG001  (every verb takes `now`; not every verb writes it)

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.assistance.kinds import PaperKind, kind_of
from commitments.assistance.models import Paper
from commitments.assistance.refusals import SentAlready
from commitments.implementation.queries import asked_of
from commitments.implementation.refusals import IsNotAsked, RulesBroken
from commitments.implementation.services.common import locked_open, make_once
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent


@transaction.atomic
def draft_paper(
    kind: PaperKind, respondent: Respondent, *, by: Actor, now: datetime, content: Mapping[str, Any],
    obligations: Iterable[Obligation] = (), request_id: UUID | None = None,
) -> Paper:  # fmt: skip
    """Begin a paper of this kind; the same request again gives the same one.

    Refuses with NotAllowed, RulesBroken and IsNotAsked.
    """
    demand(by, Permission.PAPER_DRAFT, respondent.pk)

    def make() -> Paper:
        made: Paper = kind.model._default_manager.create(
            respondent=respondent, created_at=now, created_by_id=by.user_id, request_id=request_id, **kind.fixed,
            **_of(kind, content),
        )  # fmt: skip
        return made

    paper, is_new = make_once(kind.model, by=by, request_id=request_id, make=make)
    if is_new:
        _name(paper, list(obligations))
    return paper


@transaction.atomic
def edit_paper(
    paper: Paper, *, by: Actor, now: datetime, content: Mapping[str, Any], obligations: Iterable[Obligation],
    expected: int,
) -> None:  # fmt: skip
    """Write over version `expected` of a draft.

    Refuses with NotAllowed, IsWithdrawn, SentAlready, RulesBroken, IsNotAsked, and EditedMeanwhile
    when somebody else was first.
    """
    current = locked_open(paper, Permission.PAPER_DRAFT, by=by)
    if current.is_sent:
        raise SentAlready
    changed = current.take(_of(kind_of(current), content))
    wanted = list(obligations)
    if changed or {one.pk for one in wanted} != set(current.links.values_list("obligation_id", flat=True)):
        current.save_if_unchanged(expected=expected, fields=changed)
        current.links.exclude(obligation__in=wanted).delete()
        _name(current, wanted)


def _of(kind: PaperKind, content: Mapping[str, Any]) -> dict[str, Any]:
    if kind.rule and (broken := kind.rule(content)):
        raise RulesBroken(broken)
    return {name: content[name] for name in kind.said if name in content}


def _name(paper: Any, obligations: list[Obligation]) -> None:
    there = set(paper.links.values_list("obligation_id", flat=True))
    new = [one for one in obligations if one.pk not in there]
    asked = set(asked_of(paper.respondent).filter(pk__in=[one.pk for one in new]).values_list("pk", flat=True))
    if strangers := [one.reference for one in new if one.pk not in asked]:
        raise IsNotAsked(", ".join(strangers))
    links = paper.links.model
    links.objects.bulk_create(links(paper=paper, obligation=one) for one in new)
