"""Editing what is said of evidence, withdrawing and restoring it; the bytes never change."""

from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.evidence.models import Evidence
from commitments.evidence.rules import EvidenceContent, broken_rules
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.refusals import RulesBroken
from commitments.implementation.services.common import locked_open, mark_restored, mark_withdrawn


@transaction.atomic
def edit_evidence(evidence: Evidence, *, by: Actor, now: datetime, content: EvidenceContent, expected: int) -> Evidence:
    """Write what is said of it over version `expected`; unchanged writes nothing. The file stays what it is.

    Refuses with NotAllowed, IsWithdrawn, RulesBroken, and EditedMeanwhile when somebody else was first.
    """
    current: Evidence = locked_open(evidence, Permission.EVIDENCE_RECORD, by=by)
    if broken := broken_rules(content, has_file=current.blob_id is not None, today=now.date()):
        raise RulesBroken(broken)
    if changed := current.take(content.as_fields()):
        current.save_if_unchanged(expected=expected, fields=changed)
    return current


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark it as withdrawn, with who, when and why; twice changes nothing. Refuses with NotAllowed."""
    demand(by, Permission.EVIDENCE_RECORD, evidence.respondent_id)
    if mark_withdrawn(evidence, by=by, now=now, reason=reason):
        announce(EventName.EVIDENCE_WITHDRAWN, subject=evidence, by=by, now=now)


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: Actor, now: datetime) -> None:
    """Bring it back as it was. Refuses with NotAllowed."""
    demand(by, Permission.EVIDENCE_RECORD, evidence.respondent_id)
    if mark_restored(evidence):
        announce(EventName.EVIDENCE_RESTORED, subject=evidence, by=by, now=now)
