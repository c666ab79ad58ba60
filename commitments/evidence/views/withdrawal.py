"""Withdrawing, restoring, and the audience of a piece of evidence."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.verbs import carry_out
from commitments.evidence import services
from commitments.evidence.views.common import own_evidence
from commitments.implementation.views.records import ask_reason, save_audience

TEMPLATE = "commitments/evidence/withdraw.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EVIDENCE_RECORD)
def withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Withdraw it, with a reason."""
    evidence, done = own_evidence(request, public_id), _("The evidence is withdrawn. You can restore it here.")
    return ask_reason(request, evidence, services.withdraw_evidence, template=TEMPLATE, done=done)


@require_POST
@requires(Permission.EVIDENCE_RECORD)
def restore(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Bring it back."""
    evidence = own_evidence(request, public_id)
    carry_out(request, services.restore_evidence, evidence, done=_("The evidence is restored."))
    return redirect(evidence)


@require_POST
@requires(Permission.AUDIENCE_SET)
def audience(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say who may read it once it is submitted."""
    return save_audience(request, own_evidence(request, public_id), services.set_audience)
