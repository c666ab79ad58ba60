"""What the bodies decided on one paragraph: recording it, withdrawing what was recorded in error, bringing it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.assistance import services
from commitments.assistance.forms import OutcomeOfBodyForm, WithdrawRecordedForm
from commitments.assistance.models import BodyOutcome
from commitments.assistance.views.secretariat import (
    page_of_entry,
    paragraph_asked,
    secretariat_written,
    way_to_mandates,
)
from commitments.implementation.views.common import put_at_fields
from commitments.web.rendering import UNPROCESSABLE, render_page

WITHDRAW = "commitments/assistance/withdraw_outcome.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def decided(request: SignedInRequest, instrument: str, reference: str) -> HttpResponse:
    """What the Commission or the Assembly decided on one paragraph; below, what was withdrawn of it."""
    secretariat_written(request)
    obligation, form = paragraph_asked(instrument, reference), OutcomeOfBodyForm(request.POST or None)
    if form.is_valid():
        try:
            services.record_outcome(obligation, form.decided(), by=request.actor, now=timezone.now())
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("The outcome is recorded."))
            return redirect("assistance:mandates")
    withdrawn = BodyOutcome.objects.visible_to(request.actor).withdrawn().filter(obligation=obligation)
    return page_of_entry(request, form, obligation, withdrawn=withdrawn.order_by("-withdrawn_at"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def withdraw_outcome(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw it: it leaves the table and stays recorded."""
    outcome, form = _recorded(request, public_id), WithdrawRecordedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _("It is withdrawn. It can be restored where outcomes of the paragraph are recorded.")
        carry_out(request, services.withdraw_outcome, outcome, done=done, reason=form.cleaned_data["reason"])
        return redirect("assistance:mandates")
    context = {"outcome": outcome, "form": form, "breadcrumbs": way_to_mandates(("", outcome.document))}
    return render_page(request, WITHDRAW, context, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
@requires(Permission.ACTION_RECORD)
def restore_outcome(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Bring it back into the table."""
    carry_out(request, services.restore_outcome, _recorded(request, public_id), done=_("It is restored."))
    return redirect("assistance:mandates")


def _recorded(request: SignedInRequest, public_id: UUID) -> BodyOutcome:
    secretariat_written(request)
    outcomes = BodyOutcome.objects.visible_to(request.actor).select_related("obligation__instrument")
    found: BodyOutcome = get_object_or_404(outcomes, public_id=public_id)
    return found
