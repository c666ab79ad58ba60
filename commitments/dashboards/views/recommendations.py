"""The recommendations that actions can serve, for everybody, each with what he may see of the actions."""

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import ActedRequest, public
from commitments.dashboards.queries import recommendations as read
from commitments.web.language import reading_language
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/dashboards/recommendations.html"


@public
def recommendations(request: ActedRequest) -> TemplateResponse:
    """In pages; it shows working records of the reader's own State, so it is made each time."""
    page = page_of(request, read.recommendations(reading_language()))
    context = {
        "page": page,
        "recommendations": read.with_actions(page, request.actor),
        "breadcrumbs": [(reverse("dashboards:texts"), _("Texts")), ("", _("Recommendations"))],
    }
    return render_page(request, TEMPLATE, context)
