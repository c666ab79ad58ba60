"""What changed between two versions of a reply, for whoever may read both."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, signed_in
from commitments.access.revalidation import revalidated
from commitments.submissions.queries import comparison_of, versions_up_to
from commitments.web.language import reading_language
from commitments.web.rendering import render_page

CHANGES = "commitments/submissions/changes.html"


@require_safe
@signed_in
@revalidated(own=True)
def changes(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """One version against an earlier one (`?since=` its number; the one before it), as far as the reader sees both."""
    versions = versions_up_to(public_id, request.actor)
    if not versions:
        raise Http404
    later, *earlier = versions
    wanted = next((one for one in earlier if str(one.number) == request.GET.get("since")), None)
    since = wanted or next(iter(earlier), None)
    language, whose = reading_language(), f"{later.respondent.short_name}, {later.cycle.name}"
    context = {
        "submission": later, "earlier": earlier, "since": since,
        "comparison": comparison_of(since, later, request.actor, language=language) if since else None,
        "breadcrumbs": [
            ("/", _("Overview")),
            (reverse("submissions:submission", args=[later.public_id]), whose),
            ("", _("What changed")),
        ],
    }  # fmt: skip
    return render_page(request, CHANGES, context)
