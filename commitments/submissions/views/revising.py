"""After sending: a new version, taking the reply back, and what changed between two versions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires, signed_in
from commitments.access.permissions import Permission
from commitments.access.revalidation import revalidated
from commitments.access.verbs import carry_out
from commitments.submissions import services
from commitments.submissions.forms import ReasonForm
from commitments.submissions.models import Submission
from commitments.submissions.queries import comparison_of, earlier_versions, place_for
from commitments.web.language import reading_language
from commitments.web.rendering import render_page

CHANGES = "commitments/submissions/changes.html"


@require_POST
@requires(Permission.SUBMISSION_PREPARE)
def revise(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Begin a new version of what was sent; the one that was sent stays in force meanwhile."""
    place = place_for(request.actor, code, cycle)
    if place.submission is None:
        messages.error(request, _("Nothing was begun yet."))
    else:
        done = _("A new version is open with all that the last one says; that one stays in force until this is sent.")
        carry_out(request, services.revise, place.submission, done=done)
    return HttpResponseRedirect(place.url("review"))


@require_POST
@requires(Permission.SUBMISSION_SUBMIT)
def recall(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Take back the reply in force, with a reason."""
    place = place_for(request.actor, code, cycle)
    own = Submission.objects.visible_to(request.actor).filter(respondent=place.respondent, cycle=place.cycle)
    in_force = own.current().first()
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if in_force is None:
        messages.error(request, _("No reply is in force: nothing can be taken back."))
    else:
        done = _("The reply was taken back: nobody outside the State reads it now. A new version is open.")
        carry_out(request, services.recall, in_force, done=done, reason=reason)
    return HttpResponseRedirect(place.url("versions"))


@require_safe
@signed_in
@revalidated(own=True)
def changes(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """One version against an earlier one (`?since=` its number; the one before it), as far as the reader sees both."""
    visible = Submission.objects.visible_to(request.actor).select_related("cycle", "respondent")
    later = get_object_or_404(visible, public_id=public_id)
    earlier = list(earlier_versions(later, request.actor))
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
