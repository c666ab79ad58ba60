"""Withdrawing, restoring, and the audience of a piece of evidence."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.evidence import services
from commitments.evidence.views.common import own_evidence
from commitments.implementation.forms import AudienceForm, WithdrawForm
from commitments.implementation.views.common import UNPROCESSABLE, say_first_error
from commitments.web.rendering import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EVIDENCE_RECORD)
def withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reason; then withdraw and return to its page, where it can be restored at once."""
    evidence = own_evidence(request, public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_evidence(
                evidence, by=request.actor, now=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The evidence is withdrawn. You can restore it here."))
        return redirect(evidence)
    context = {
        "evidence": evidence,
        "form": form,
        "breadcrumbs": [("/desk/", _("My desk")), (evidence.get_absolute_url(), evidence.title), ("", _("Withdraw"))],
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "commitments/evidence/withdraw.html", context, status=status)


@require_POST
@requires(Permission.EVIDENCE_RECORD)
def restore(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Bring it back."""
    evidence = own_evidence(request, public_id)
    try:
        services.restore_evidence(evidence, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The evidence is restored."))
    return redirect(evidence)


@require_POST
@requires(Permission.AUDIENCE_SET)
def audience(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say who may read it once it is submitted."""
    evidence = own_evidence(request, public_id)
    form = AudienceForm(request.POST)
    if not form.is_valid():
        say_first_error(request, form)
        return redirect(evidence)
    try:
        services.set_audience(evidence, by=request.actor, now=timezone.now(), audience=form.chosen())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The audience is saved."))
    return redirect(evidence)
