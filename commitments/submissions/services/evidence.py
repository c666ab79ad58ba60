"""Showing an answer by evidence: attaching and detaching, in a draft only."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.evidence.models import Evidence
from commitments.implementation.services.common import demand_record
from commitments.instruments.models import Obligation
from commitments.submissions.models import EvidenceOfReport, Submission
from commitments.submissions.services.answers import begin_answer
from commitments.submissions.services.rights import demand_opened


@transaction.atomic
def attach_evidence(
    submission: Submission, obligation: Obligation, evidence: Evidence, *, by: Actor, now: datetime
) -> EvidenceOfReport:
    """Let `evidence` show the answer on `obligation`; attaching twice changes nothing."""
    demand_opened(by, Permission.EVIDENCE_RECORD, submission, [obligation.pk])
    if evidence.respondent_id != submission.respondent_id:
        raise Refused(_("This evidence belongs to another respondent."))
    demand_record(by, Permission.EVIDENCE_RECORD, evidence)
    if evidence.is_withdrawn:
        raise Refused(_("This evidence was withdrawn; restore it first."))
    report = begin_answer(submission, obligation, by=by, now=now)
    link, _created = EvidenceOfReport.objects.get_or_create(
        report=report, evidence=evidence, defaults={"respondent_id": submission.respondent_id}
    )
    return link


@transaction.atomic
def detach_evidence(submission: Submission, obligation: Obligation, evidence: Evidence, *, by: Actor) -> None:
    """Take the link away; the evidence itself stays, and the history keeps that it was attached."""
    demand_opened(by, Permission.EVIDENCE_RECORD, submission, [obligation.pk])
    EvidenceOfReport.objects.filter(
        report__submission=submission, report__obligation=obligation, evidence=evidence
    ).delete()
