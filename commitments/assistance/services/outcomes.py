"""What the secretariat records of the bodies' decisions; one recorded in error is withdrawn, and can come back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.refusals import NotAllowed, Refused, RefusedInField
from commitments.assistance.models import BodyOutcome
from commitments.assistance.queries import secretariats_of
from commitments.implementation.services.common import mark_restored, mark_withdrawn
from commitments.instruments.models import Obligation


class DocumentStands(Refused):
    """Another outcome of this paragraph names the same document."""

    def __init__(self) -> None:
        super().__init__(_("An outcome of this paragraph with the same document stands already."))


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a body decided, where and when."""

    body: str
    session: str
    document: str
    decision: str
    adopted_on: date | None = None
    source: str = ""


@transaction.atomic
def record_outcome(obligation: Obligation, decided: Decided, *, by: Actor, now: datetime) -> BodyOutcome:
    """Record what a body decided on a paragraph, once for each document; the same said again makes one.

    Refuses with NotAllowed whoever does not speak for a secretariat, and with RefusedInField a day to come, and a
    document of which something else stands.
    """
    if not secretariats_of(by):
        raise NotAllowed
    if decided.adopted_on and decided.adopted_on > now.date():
        raise RefusedInField("adopted_on", _("It cannot have been adopted on a day that lies in the future."))
    values = asdict(decided)
    document = values.pop("document")
    found, is_new = BodyOutcome.objects.get_or_create(
        obligation=obligation, document=document, withdrawn_at=None,
        defaults={**values, "created_at": now, "created_by_id": by.user_id},
    )  # fmt: skip
    if not is_new and any(getattr(found, name) != value for name, value in values.items()):
        raise RefusedInField("document", _("An outcome in this document is recorded already, in other words."))
    return found


@transaction.atomic
def withdraw_outcome(outcome: BodyOutcome, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark an outcome that was recorded in error. Refuses with NotAllowed."""
    if not secretariats_of(by):
        raise NotAllowed
    mark_withdrawn(outcome, by=by, now=now, reason=reason)


@transaction.atomic
def restore_outcome(outcome: BodyOutcome, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 (every verb takes it)
    """Bring a withdrawn outcome back. Refuses with NotAllowed, and with DocumentStands."""
    if not secretariats_of(by):
        raise NotAllowed
    of_it = BodyOutcome.objects.standing().filter(obligation=outcome.obligation_id, document=outcome.document)
    if of_it.exclude(pk=outcome.pk).exists():
        raise DocumentStands
    mark_restored(outcome)
