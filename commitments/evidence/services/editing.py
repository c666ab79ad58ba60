"""Editing what is said of evidence, its audience, withdrawing and restoring; the bytes never change."""

from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.evidence.models import Evidence
from commitments.evidence.rules import EvidenceContent, broken_rules
from commitments.history.bases import EditedMeanwhile
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.refusals import IsWithdrawn, RulesBroken
from commitments.implementation.services.common import locked, mark_restored, mark_withdrawn


@transaction.atomic
def edit_evidence(evidence: Evidence, *, by: Actor, now: datetime, content: EvidenceContent, expected: int) -> Evidence:
    """Write what is said of it over version `expected`; unchanged writes nothing. The file stays what it is.

    Refuses with NotAllowed, IsWithdrawn, RulesBroken, and EditedMeanwhile when somebody else was first.
    """
    demand(by, Permission.EVIDENCE_RECORD, evidence.respondent_id)
    current: Evidence = locked(evidence)
    if current.is_withdrawn:
        raise IsWithdrawn
    if broken := broken_rules(content, has_file=current.blob_id is not None, today=now.date()):
        raise RulesBroken(broken)
    changed = [name for name, value in content.as_fields().items() if getattr(current, name) != value]
    if changed and current.version != expected:
        raise EditedMeanwhile
    for name in changed:
        setattr(current, name, getattr(content, name))
    if changed:
        current.save_if_unchanged(expected=expected, fields=changed)
    return current


@transaction.atomic
def set_audience(evidence: Evidence, *, by: Actor, now: datetime, audience: Audience) -> None:
    """Say who may read it once an answer that cites it is submitted. Refuses with NotAllowed."""
    demand(by, Permission.AUDIENCE_SET, evidence.respondent_id)
    current: Evidence = locked(evidence)
    if current.audience != audience:
        before, current.audience = current.audience, audience
        current.save(update_fields=["audience"])
        announce(EventName.AUDIENCE_CHANGED, subject=current, by=by, now=now, before=before, after=audience.value)


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark it as withdrawn, with who, when and why; twice changes nothing. Refuses with NotAllowed."""
    demand(by, Permission.EVIDENCE_RECORD, evidence.respondent_id)
    current: Evidence = locked(evidence)
    if not current.is_withdrawn:
        mark_withdrawn(current, by=by, now=now, reason=reason)
        announce(EventName.EVIDENCE_WITHDRAWN, subject=current, by=by, now=now)


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: Actor, now: datetime) -> None:
    """Bring it back as it was. Refuses with NotAllowed."""
    demand(by, Permission.EVIDENCE_RECORD, evidence.respondent_id)
    current: Evidence = locked(evidence)
    if current.is_withdrawn:
        mark_restored(current)
        announce(EventName.EVIDENCE_RESTORED, subject=current, by=by, now=now)
