"""The States, and one State; open to everybody, showing each reader what he may see."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import ActedRequest, public
from commitments.access.revalidation import revalidated
from commitments.dashboards.filters import form_for
from commitments.dashboards.queries import state as state_read
from commitments.dashboards.queries import states as states_read
from commitments.respondents.models import Respondent
from commitments.web.rendering import render_page


@public
@revalidated()
def states(request: ActedRequest) -> TemplateResponse:
    page = states_read.states_page(request.actor, request.GET)
    context = {
        "page": page,
        "form": form_for(page.filters, page.known, states_read.ALLOWED),
        "chips": page.filters.chips(request.path),
        "all_query": page.filters.query(show="" if page.names_all_replies else "all"),
        "replied_query": page.filters.query(show="replied"),
    }
    status = 404 if page.filters.unknown else 200
    return render_page(request, "commitments/dashboards/states.html", context, partial="panel", status=status)


@public
@revalidated()
def state(request: ActedRequest, code: str) -> TemplateResponse:
    try:
        page = state_read.state_page(request.actor, code, request.GET)
    except Respondent.DoesNotExist:
        raise Http404(_("No State or other respondent of this code is held here.")) from None
    above = (reverse("dashboards:states") + page.filters.as_of_tail, _("States"))
    context = {
        "page": page,
        "form": form_for(page.filters, page.known, state_read.ALLOWED),
        "breadcrumbs": [above, ("", page.state.short_name)],
    }
    status = 404 if page.filters.unknown else 200
    return render_page(request, "commitments/dashboards/state.html", context, status=status)
