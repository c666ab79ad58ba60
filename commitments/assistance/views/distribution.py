"""The register of whom a document went to that a paragraph asks the secretariat to distribute."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires, signed_in
from commitments.access.permissions import Permission
from commitments.assistance import services
from commitments.assistance.forms import DistributionForm
from commitments.assistance.models import Distribution
from commitments.assistance.queries import secretariats_of
from commitments.assistance.views.secretariat import (
    paragraph_asked,
    secretariat_read,
    secretariat_written,
    way_to_mandates,
)
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.submissions.services.dispatches import DispatchRefused
from commitments.web.pagination import page_of
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/assistance/distribution.html"


@require_safe
@signed_in
def distribution(request: SignedInRequest, instrument: str, reference: str) -> HttpResponse:
    """Whom it went to, the newest first; for those who write it, the form."""
    respondent, obligation = secretariat_read(request), paragraph_asked(instrument, reference)
    form = _form(request) if respondent.pk in secretariats_of(request.actor) else None
    return _page(request, obligation, form)


@require_POST
@requires(Permission.ACTION_RECORD)
def distribute(request: SignedInRequest, instrument: str, reference: str) -> HttpResponse:
    """Enter that a document went to those named."""
    secretariat_written(request)
    obligation, form = paragraph_asked(instrument, reference), _form(request)
    if not form.is_valid():
        return _page(request, obligation, form)
    try:
        number = services.enter_distribution(
            obligation, form.cleaned_data["document"], form.sent(), recipients=form.recipients(),
            request_id=form.cleaned_data["request_id"], by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except DispatchRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return _page(request, obligation, form)
    words = ngettext("%(n)d entry was made in the register.", "%(n)d entries were made in the register.", number)
    messages.success(request, words % {"n": number})
    return redirect("assistance:distribution", instrument=instrument, reference=reference)


def _form(request: SignedInRequest) -> DistributionForm:
    return DistributionForm(request.POST or None, respondents=Respondent.objects.in_order())


def _page(request: SignedInRequest, obligation: Obligation, form: DistributionForm | None) -> HttpResponse:
    entries = Distribution.objects.visible_to(request.actor).filter(obligation=obligation).select_related("recipient")
    context = {
        "obligation": obligation,
        "page": page_of(request, entries.order_by("-sent_on", "pk")),
        "form": form,
        "breadcrumbs": way_to_mandates(("", obligation.reference)),
    }
    return render_page(request, TEMPLATE, context, status=UNPROCESSABLE if form and form.is_bound else 200)
