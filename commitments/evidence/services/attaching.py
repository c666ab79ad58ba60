"""Evidence shows actions: attached and detached, within one respondent."""

# ruff: noqa: ARG001  (every verb takes `now`; not every verb writes it)

from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed
from commitments.evidence.models import Evidence, EvidenceOfAction
from commitments.implementation.models import ImplementationAction
from commitments.implementation.refusals import IsWithdrawn
from commitments.implementation.services.common import demand_record, locked


@transaction.atomic
def attach_to_action(evidence: Evidence, *, action: ImplementationAction, by: Actor, now: datetime) -> None:
    """Let the evidence show the action; again adds nothing.

    Refuses with NotAllowed, also where the two belong to different respondents, and with IsWithdrawn.
    """
    _demand(evidence, action, by)
    if locked(action).is_withdrawn or locked(evidence).is_withdrawn:
        raise IsWithdrawn
    EvidenceOfAction.objects.get_or_create(
        evidence=evidence, action=action, defaults={"respondent_id": evidence.respondent_id}
    )


@transaction.atomic
def detach_from_action(evidence: Evidence, *, action: ImplementationAction, by: Actor, now: datetime) -> None:
    """The evidence shows the action no longer; both stay, and history keeps that it did."""
    _demand(evidence, action, by)
    EvidenceOfAction.objects.filter(evidence=evidence, action=action).delete()


def _demand(evidence: Evidence, action: ImplementationAction, by: Actor) -> None:
    for record in (evidence, action):
        demand_record(by, Permission.EVIDENCE_RECORD, record)
    if evidence.respondent_id != action.respondent_id:
        raise NotAllowed
