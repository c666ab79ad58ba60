"""What was sent, as it was: the versions of a reply, and one version paragraph by paragraph."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires, signed_in
from commitments.access.permissions import Permission
from commitments.access.revalidation import revalidated
from commitments.submissions.forms import ReasonForm
from commitments.submissions.models import Submission
from commitments.submissions.next_steps import next_step
from commitments.submissions.queries import Place, place_for, reading_of, versions_at
from commitments.submissions.stages import RECALLABLE
from commitments.submissions.views.places import way_to
from commitments.web.language import reading_language
from commitments.web.rendering import render_page

VERSIONS = "commitments/submissions/versions.html"
SUBMISSION = "commitments/submissions/submission.html"


@require_safe
@requires(Permission.DESK_OPEN)
@revalidated(own=True)
def versions(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Every version of the State's reply in the cycle, with its moves."""
    return show_versions(request, place_for(request.actor, code, cycle))


def show_versions(
    request: SignedInRequest, place: Place, *, recalling: ReasonForm | None = None, status: int = 200
) -> HttpResponseBase:
    """The page; a reason to take the reply back that was refused stands in it as it was typed."""
    versions, taken_back = versions_at(place)
    recalls = any(one.is_current and one.stage in RECALLABLE for one in versions)
    context = {
        "place": place, "versions": versions, "taken_back": taken_back,
        "reason_form": recalling or ReasonForm(), "has_form": recalling is None or recalls,
        "step": next_step(place.submission, extended_until=place.extended_until) if place.submission else None,
        "breadcrumbs": [*way_to(place)[:-1], ("", place.cycle.name)],
    }  # fmt: skip
    return render_page(request, VERSIONS, context, status=status)


@require_safe
@signed_in
@revalidated(own=True)
def submission(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """One version as this reader may see it; a version he may not see does not exist (404)."""
    visible = Submission.objects.visible_to(request.actor).select_related(
        "cycle", "respondent", "submitted_by", "confirmed_by", "source"
    )
    whole = get_object_or_404(visible, public_id=public_id)
    reading = reading_of(whole, request.actor, language=reading_language())
    place_url = (
        reverse("submissions:versions", args=[whole.respondent.code, whole.cycle.slug]) if reading.is_own else ""
    )
    context = {
        "submission": whole, "reading": reading, "place_url": place_url, "step": next_step(whole),
        "breadcrumbs": [("/", _("Overview")), ("", f"{whole.respondent.short_name}, {whole.cycle.name}")],
    }  # fmt: skip
    return render_page(request, SUBMISSION, context)
