"""Who has read the State's reply, for the State's own people: in which role, on which page, not who."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.reads import lines_by_role, reads_of
from commitments.submissions.queries import place_for
from commitments.submissions.views.places import way_to
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/submissions/readers.html"
HEADS = (
    gettext_lazy("In the hour from (UTC)"), gettext_lazy("In the role of"), gettext_lazy("Page"),
    gettext_lazy("Paragraphs"),
)  # fmt: skip


@require_safe
@requires(Permission.DESK_OPEN)
def readers(request: SignedInRequest, code: str, cycle: str) -> HttpResponse:
    """Each reading by somebody else of an answer that not everybody may read, newest first.

    For whoever sees the whole work of the State; for a contributor there is no such page (404).
    """
    place = place_for(request.actor, code, cycle)
    if not place.is_whole:
        raise Http404
    page = page_of(request, reads_of(place.cycle.pk, place.respondent.pk))
    context = {
        "place": place, "heads": HEADS, "page": page, "lines": lines_by_role(page),
        "breadcrumbs": way_to(place, ("", _("Who has read it"))),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context)
