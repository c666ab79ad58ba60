"""What the views share: the piece of evidence in question."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from commitments.access.guards import SignedInRequest
from commitments.evidence.models import Evidence
from commitments.evidence.queries import evidence_for_page


def own_evidence(request: SignedInRequest, public_id: UUID) -> Evidence:
    """The evidence if the person belongs to its respondent; otherwise it does not exist for him (404)."""
    return get_object_or_404(evidence_for_page(request.actor), public_id=public_id)
