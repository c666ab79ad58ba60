"""What the views share: the piece of evidence in question, and what is done before its content is given."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from commitments.access.fresh import asked_first
from commitments.access.guards import SignedInRequest
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.evidence.models import Evidence
from commitments.evidence.queries import evidence_for_page


def own_evidence(request: SignedInRequest, public_id: UUID) -> Evidence:
    """The evidence if the person belongs to its respondent; otherwise it does not exist for him (404)."""
    return get_object_or_404(evidence_for_page(request.actor), public_id=public_id)


def asked_of_confidential(request: SignedInRequest, evidence: Evidence) -> HttpResponse | None:
    """The way to showing again who one is, where it is confidential and the person did not do so just now."""
    return asked_first(request) if evidence.is_confidential else None


def note_taken(request: SignedInRequest, evidence: Evidence, kind: Download.Kind) -> None:
    """Note that the person is given its content."""
    note_download(kind, evidence.public_id, by=request.actor, now=timezone.now(), respondent_id=evidence.respondent_id)
