"""The list of cycles, for officers."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.calls import queries
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/calls/cycles.html"


@require_safe
@requires(Permission.CYCLE_OPEN)
def cycles(request: SignedInRequest) -> HttpResponse:
    """Every cycle with its deadlines and how many it asks."""
    return render_page(request, TEMPLATE, {"page": page_of(request, queries.cycles())})
