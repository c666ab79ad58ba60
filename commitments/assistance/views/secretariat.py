"""What the pages of the secretariat's own obligations share: for whom they are, the paragraph, its form."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.assistance.mandates import asked_of_the_secretariat
from commitments.assistance.queries import secretariat_read_by, secretariats_of
from commitments.assistance.views.common import Crumbs, way_to
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.web.language import reading_language
from commitments.web.rendering import UNPROCESSABLE, render_page

ENTRY = "commitments/assistance/mandate.html"


def secretariat_read(request: SignedInRequest) -> Respondent:
    """The secretariat whose table the person reads; for others it does not exist (404)."""
    found = secretariat_read_by(request.actor)
    if found is None:
        raise Http404
    return found


def secretariat_written(request: SignedInRequest) -> Respondent:
    """The secretariat for which the person writes; for others, officers too, the page does not exist (404)."""
    respondent = secretariat_read(request)
    if respondent.pk not in secretariats_of(request.actor):
        raise Http404
    return respondent


def paragraph_asked(instrument: str, reference: str) -> Obligation:
    """The paragraph that asks something of the secretariat, with its label; any other is not found (404)."""
    asked = asked_of_the_secretariat().with_labels(reading_language()).select_related("instrument")
    return get_object_or_404(asked, instrument__slug=instrument, reference=reference)


def way_to_mandates(*further: tuple[str, str]) -> Crumbs:
    """The breadcrumbs of a page below the table, or of the table itself."""
    return way_to((reverse("assistance:mandates") if further else "", _("Mandates of the secretariat")), *further)


def page_of_entry(
    request: SignedInRequest, form: Form, obligation: Obligation, *, status: int = UNPROCESSABLE, **beside: Any
) -> HttpResponse:
    """The form on one paragraph; `status` where what was sent was not taken."""
    context = {
        "form": form,
        "obligation": obligation,
        "breadcrumbs": way_to_mandates(("", obligation.reference)),
        **beside,
    }
    return render_page(request, ENTRY, context, status=status if form.is_bound else 200)
