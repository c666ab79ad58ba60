"""Recording and editing what was done."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.access.refusals import demand, demand_on
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.content import ActionContent, broken_rules
from commitments.implementation.models import ActionObligation, ImplementationAction
from commitments.implementation.refusals import RulesBroken
from commitments.implementation.services.common import locked_open, make_once
from commitments.implementation.services.links import add_links, links_of, replace_links
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent


@transaction.atomic
def record_action(
    respondent: Respondent,
    *,
    by: Actor,
    now: datetime,
    content: ActionContent,
    obligations: Iterable[Obligation] = (),
    audience: Audience = Audience.SECRETARIAT,
    request_id: UUID | None = None,
) -> ImplementationAction:
    """Record what the respondent did. The same request again gives the same action.

    Refuses with NotAllowed, NotGiven, RulesBroken, and IsNotAsked for a paragraph not asked of the respondent.
    """
    serves = list(obligations)
    demand_on(by, Permission.ACTION_RECORD, respondent.pk, [one.pk for one in serves])
    if audience != Audience.SECRETARIAT:
        demand(by, Permission.AUDIENCE_SET, respondent.pk)
    _check(content, now)

    def make() -> ImplementationAction:
        return ImplementationAction.objects.create(
            respondent=respondent, audience=audience, created_at=now, created_by_id=by.user_id,
            request_id=request_id, **content.as_fields(),
        )  # fmt: skip

    action, is_new = make_once(ImplementationAction, by=by, request_id=request_id, make=make)
    if is_new:
        add_links(action, serves)
        announce(EventName.ACTION_RECORDED, subject=action, by=by, now=now)
    return action


@transaction.atomic
def edit_action(
    action: ImplementationAction,
    *,
    by: Actor,
    now: datetime,
    content: ActionContent,
    expected: int,
    obligations: Iterable[Obligation] | None = None,
) -> ImplementationAction:
    """Write the content over version `expected`; an unchanged one writes nothing. With `obligations`: serve these.

    Whoever works on given paragraphs says it of these alone: what else the action serves stays.
    Refuses with NotAllowed, NotGiven, IsWithdrawn, RulesBroken, and EditedMeanwhile when somebody else was first.
    """
    current: ImplementationAction = locked_open(action, Permission.ACTION_RECORD, by=by)
    _check(content, now)
    changed = current.take(content.as_fields())
    wanted = None if obligations is None else list(obligations)
    demand_on(by, Permission.ACTION_RECORD, current.respondent_id, [one.pk for one in wanted or ()])
    there = links_of(current, by)
    if not changed and not _would_change(there, wanted):
        return current
    current.save_if_unchanged(expected=expected, fields=changed)
    if wanted is not None:
        replace_links(current, wanted, among=there)
    return current


def _would_change(there: "QuerySet[ActionObligation]", wanted: list[Obligation] | None) -> bool:
    served = set(there.values_list("obligation_id", flat=True))
    return wanted is not None and served != {obligation.pk for obligation in wanted}


def _check(content: ActionContent, now: datetime) -> None:
    if broken := broken_rules(content, today=now.date()):
        raise RulesBroken(broken)
