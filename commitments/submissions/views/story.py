"""The story of an answer, for the State's own people."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.telling import tell
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries import asked_at, place_for
from commitments.submissions.views.places import way_to
from commitments.web.language import reading_language


@require_safe
@requires(Permission.DESK_OPEN)
def story(request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str) -> HttpResponse:
    """Who changed the answer of the latest version, and when."""
    place = place_for(request.actor, code, cycle)
    row = asked_at(place, instrument, reference, language=reading_language())
    own = ObligationReport.objects.visible_to(request.actor).filter(respondent=place.respondent)
    report = get_object_or_404(own, submission=place.submission, obligation=row.obligation)
    way = way_to(place, (row.url, row.obligation.reference), ("", _("Story")))
    title = f"{row.obligation.reference} · {place.respondent.short_name}, {place.cycle.name}"
    return tell(request, report, title=title, breadcrumbs=way)
