"""What is kept about persons, said to everybody."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from commitments.access.guards import ActedRequest, public
from commitments.retention.schedule import SCHEDULE
from commitments.web.rendering import render_page


@require_safe
@public
def privacy(request: ActedRequest) -> HttpResponse:
    """The schedule: what is kept about persons, who reads it, for how long."""
    return render_page(request, "commitments/retention/privacy.html", {"schedule": SCHEDULE.values()})
