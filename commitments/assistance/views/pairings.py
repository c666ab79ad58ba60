"""Pairing a request with an offer, what came of it, and requests against offers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.assistance import queries, services
from commitments.assistance.balance import region_named, requests_against_offers
from commitments.assistance.forms import OutcomeForm, PairForm
from commitments.assistance.kinds import REQUESTS
from commitments.assistance.models import Pairing
from commitments.assistance.views.common import seen_paper, way_to, way_to_paper
from commitments.implementation.views.common import put_at_fields
from commitments.web.language import reading_language
from commitments.web.rendering import UNPROCESSABLE, render_page

PAIR, OUTCOME = "commitments/assistance/pair.html", "commitments/assistance/outcome.html"
BALANCE = "commitments/assistance/balance.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASSISTANCE_PAIR)
def pair(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Choose an offer for this request, and say what the State that asks is told."""
    kind, paper = seen_paper(request, REQUESTS, public_id)
    offers = list(queries.offers(request.actor))
    form = PairForm(request.POST or None, offers=offers)
    if form.is_valid():
        try:
            services.pair(
                paper, form.chosen(), by=request.actor, now=timezone.now(), told=form.cleaned_data["told"],
                request_id=form.cleaned_data["request_id"],
            )  # fmt: skip
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("They are paired. The State that asks reads what you wrote."))
            return redirect("assistance:paper", kind=REQUESTS, public_id=public_id)
    context = {
        "paper": paper,
        "form": form,
        "offers": offers,
        "breadcrumbs": way_to_paper(kind, ("", _("Pair with an offer"))),
    }
    return render_page(request, PAIR, context, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PAPER_DRAFT)
def outcome(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """What came of it, asked in the next cycle."""
    found = get_object_or_404(
        Pairing.objects.visible_to(request.actor).select_related("asked_for__respondent"), public_id=public_id
    )
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        try:
            services.say_outcome(found, by=request.actor, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("It is kept. The secretariat reads it."))
            return redirect("assistance:paper", kind=REQUESTS, public_id=found.asked_for.public_id)
    context = {
        "pairing": found,
        "form": form,
        "asking": queries.asking_cycle(found),
        "breadcrumbs": way_to(("", _("What came of it"))),
    }
    return render_page(request, OUTCOME, context, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
@requires(Permission.SUBMISSION_READ)
def balance(request: SignedInRequest) -> HttpResponse:
    """Requests against offers by region, and by paragraph within the region chosen; each figure opens its records."""
    region = request.GET.get("region", "")
    regions, paragraphs = requests_against_offers(request.actor, region, language=reading_language())
    context = {
        "regions": regions,
        "paragraphs": paragraphs,
        "region": region_named(region),
        "breadcrumbs": way_to(("", _("Requests against offers"))),
    }
    return render_page(request, BALANCE, context)
