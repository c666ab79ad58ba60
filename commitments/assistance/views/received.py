"""What States sent, for the secretariat: a page, and the list for the Commission as a file."""

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments.access.fresh import asked_first
from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.assistance import queries
from commitments.assistance.balance import narrowed
from commitments.assistance.compiled import listed
from commitments.assistance.kinds import OFFERS, REQUESTS, kind_or_404
from commitments.assistance.listed import FORMATS
from commitments.assistance.views.common import list_taken, way_to
from commitments.auditing.models import Download
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/assistance/received.html"


@require_safe
@requires(Permission.SUBMISSION_READ)
def received(request: SignedInRequest, kind: str) -> HttpResponse:
    """Every paper of this kind that stands, by respondent."""
    found = kind_or_404(kind)
    papers = narrowed(queries.received(found, request.actor), found, request.GET)
    page = page_of(request, papers)
    context = {
        "kind": found,
        "page": page,
        "formats": list(FORMATS),
        "is_narrowed": bool(request.GET.get("region") or request.GET.get("paragraph")),
        "is_assistance": kind in {REQUESTS, OFFERS},
        "breadcrumbs": way_to(("", str(found.names))),
    }
    return render_page(request, TEMPLATE, context)


@require_safe
@requires(Permission.SUBMISSION_READ)
def compiled(request: SignedInRequest, kind: str, form: str) -> HttpResponseBase:
    """The same as a file, to somebody who showed who he is some minutes ago; that it was taken is noted."""
    if (way := asked_first(request)) is not None:
        return way
    found, now = kind_or_404(kind), timezone.now()
    papers = list(queries.received(found, request.actor))
    return list_taken(request, listed(found, papers, now=now), form, of=Download.Kind.PAPERS, name=found.slug, now=now)
