"""What the secretariat records of its own obligations, and of what the bodies decided."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, RefusedInField, demand
from commitments.assistance.models import BodyOutcome, Mandate
from commitments.assistance.queries import secretariats_of
from commitments.history.bases import EditedMeanwhile
from commitments.implementation.services.common import mark_withdrawn
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent, RespondentKind


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a body decided, where and when."""

    body: str
    session: str
    document: str
    decision: str
    adopted_on: date | None = None


@transaction.atomic
def say_of_mandate(
    respondent: Respondent, obligation: Obligation, *, by: Actor, now: datetime, said: Mapping[str, str], expected: int
) -> Mandate:
    """Write implementation and resources over version `expected`, which is 0 before the first.

    Refuses with NotAllowed whoever does not speak for a secretariat, and with EditedMeanwhile.
    """
    demand(by, Permission.ACTION_RECORD, respondent.pk)
    if respondent.kind != RespondentKind.SECRETARIAT:
        raise NotAllowed
    if not any(words.strip() for words in said.values()):
        raise RefusedInField("implementation", _("Say what was done, or with which resources."))
    found, is_new = Mandate.objects.get_or_create(
        respondent=respondent, obligation=obligation,
        defaults={**said, "created_at": now, "created_by_id": by.user_id},
    )  # fmt: skip
    if is_new != (expected == 0):
        raise EditedMeanwhile
    if changed := found.take(said):
        found.save_if_unchanged(expected=expected, fields=changed)
    return found


@transaction.atomic
def record_outcome(obligation: Obligation, decided: Decided, *, by: Actor, now: datetime) -> BodyOutcome:
    """Record what a body decided on a paragraph, once for each document.

    Refuses with NotAllowed whoever does not speak for a secretariat, and a day to come with RefusedInField.
    """
    if not secretariats_of(by):
        raise NotAllowed
    if decided.adopted_on and decided.adopted_on > now.date():
        raise RefusedInField("adopted_on", _("It cannot have been adopted on a day that lies in the future."))
    values = asdict(decided)
    document = values.pop("document")
    found, _is_new = BodyOutcome.objects.get_or_create(
        obligation=obligation, document=document, withdrawn_at=None,
        defaults={**values, "created_at": now, "created_by_id": by.user_id},
    )  # fmt: skip
    return found


@transaction.atomic
def withdraw_outcome(outcome: BodyOutcome, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark an outcome that was recorded in error. Refuses with NotAllowed."""
    if not secretariats_of(by):
        raise NotAllowed
    mark_withdrawn(outcome, by=by, now=now, reason=reason)
