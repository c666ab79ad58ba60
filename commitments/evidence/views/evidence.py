"""The list of a respondent's evidence."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.revalidation import revalidated
from commitments.evidence.forms import EvidenceFilters
from commitments.evidence.queries import evidence_of
from commitments.implementation.speaking import may_record, speaking_for
from commitments.implementation.views.common import from_desk
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/evidence/evidence.html"


@require_safe
@requires(Permission.DESK_OPEN)
@revalidated(own=True)
def evidence(request: SignedInRequest) -> HttpResponse:
    """Files and links, filtered and in pages."""
    speaking = speaking_for(request, Permission.DESK_OPEN)
    filters = EvidenceFilters(request.GET)
    found = filters.apply(evidence_of(speaking.respondent, request.actor))
    context = {
        "respondent": speaking.respondent,
        "tabs": speaking.tabs(request),
        "filters": filters,
        "chips": filters.chips(request),
        "page": page_of(request, found),
        "may_record": may_record(request.actor, speaking.respondent.pk, Permission.EVIDENCE_RECORD),
        "breadcrumbs": from_desk(("", _("Evidence"))),
        "clear_url": f"{reverse('evidence:evidence')}?for={speaking.respondent.code}",
    }
    return render_page(request, TEMPLATE, context, partial="panel")
