"""The list of a respondent's actions."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.revalidation import revalidated
from commitments.implementation.forms import ActionFilters
from commitments.implementation.queries import actions_of, servable
from commitments.implementation.speaking import may_record, speaking_for
from commitments.implementation.views.common import from_desk
from commitments.web.language import reading_language
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/implementation/actions.html"


@require_safe
@requires(Permission.DESK_OPEN)
@revalidated(own=True)
def actions(request: SignedInRequest) -> HttpResponse:
    """What the State did, filtered and in pages."""
    speaking = speaking_for(request, Permission.DESK_OPEN)
    filters = ActionFilters(request.GET, asked=servable(request.actor, speaking.respondent, reading_language()))
    found = filters.apply(actions_of(speaking.respondent, request.actor))
    context = {
        "respondent": speaking.respondent,
        "tabs": speaking.tabs(request),
        "filters": filters,
        "chips": filters.chips(request),
        "page": page_of(request, found),
        "may_record": may_record(request.actor, speaking.respondent.pk, Permission.ACTION_RECORD),
        "breadcrumbs": from_desk(("", _("Implementation actions"))),
        "clear_url": f"{reverse('implementation:actions')}?for={speaking.respondent.code}",
    }
    return render_page(request, TEMPLATE, context, partial="panel")
