"""Editing what is said of evidence, withdrawing and restoring it; the bytes never change."""

from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.evidence.kinds import Label, within
from commitments.evidence.models import Evidence
from commitments.evidence.refusals import IsConfidential
from commitments.evidence.rules import EvidenceContent, broken_rules
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.refusals import RulesBroken
from commitments.implementation.services import common
from commitments.implementation.services.common import (
    demand_record,
    locked,
    locked_open,
    mark_restored,
    mark_withdrawn,
)


@transaction.atomic
def edit_evidence(evidence: Evidence, *, by: Actor, now: datetime, content: EvidenceContent, expected: int) -> Evidence:
    """Write what is said of it over version `expected`; unchanged writes nothing. The file stays what it is.

    What becomes confidential is read by nobody beyond the secretariat from then on.

    Refuses with NotAllowed, IsWithdrawn, RulesBroken, and EditedMeanwhile when somebody else was first.
    """
    current: Evidence = locked_open(evidence, Permission.EVIDENCE_RECORD, by=by)
    if broken := broken_rules(content, has_file=current.blob_id is not None, today=now.date()):
        raise RulesBroken(broken)
    before, audience = current.audience, within(content.label, current.audience)
    if changed := current.take({**content.as_fields(), "audience": audience}):
        current.save_if_unchanged(expected=expected, fields=changed)
    if before != audience:
        announce(EventName.AUDIENCE_CHANGED, subject=current, by=by, now=now, before=before, after=audience.value)
    return current


@transaction.atomic
def set_audience(evidence: Evidence, *, by: Actor, now: datetime, audience: Audience) -> None:
    """Say who may read it once an answer that cites it is submitted. Refuses with NotAllowed and IsConfidential."""
    if locked(evidence).label == Label.CONFIDENTIAL and within(Label.CONFIDENTIAL, audience) != audience:
        raise IsConfidential
    common.set_audience(evidence, by=by, now=now, audience=audience)


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Mark it as withdrawn, with who, when and why; twice changes nothing. Refuses with NotAllowed."""
    demand_record(by, Permission.EVIDENCE_RECORD, evidence)
    if mark_withdrawn(evidence, by=by, now=now, reason=reason):
        announce(EventName.EVIDENCE_WITHDRAWN, subject=evidence, by=by, now=now)


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: Actor, now: datetime) -> None:
    """Bring it back as it was. Refuses with NotAllowed."""
    demand_record(by, Permission.EVIDENCE_RECORD, evidence)
    if mark_restored(evidence):
        announce(EventName.EVIDENCE_RESTORED, subject=evidence, by=by, now=now)
