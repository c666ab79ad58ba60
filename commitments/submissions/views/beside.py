"""Who reads which answers, and how reports use them: for one answer or for many at once."""

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commitments.access.audience import Audience, UseInReport
from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.submissions import services
from commitments.submissions.forms import BesideForm
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries import place_for


@require_POST
@requires(Permission.AUDIENCE_SET)
def beside(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Set audience and use for the answers that are ticked, before or after they were sent."""
    place = place_for(request.actor, code, cycle)
    own = ObligationReport.objects.visible_to(request.actor).filter(submission=place.submission)
    reports = {str(report.public_id): report for report in own}
    form = BesideForm(request.POST, choices=[(key, key) for key in reports])
    if form.is_valid():
        _set(request, form, [reports[key] for key in form.cleaned_data["reports"]])
    else:
        messages.error(request, _("Tick at least one answer of this submission."))
    return HttpResponseRedirect(f"{place.url('review')}#beside")


def _set(request: SignedInRequest, form: BesideForm, chosen: list[ObligationReport]) -> None:
    by, now = request.actor, timezone.now()
    audience, use = form.cleaned_data["audience"], form.cleaned_data["use_in_report"]
    try:
        if audience:
            services.set_audience(chosen, Audience(audience), by=by, now=now)
        if use:
            services.set_use_in_report(chosen, None if use == "whole" else UseInReport(use), by=by, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    n = len(chosen)
    messages.success(request, ngettext("Set for %(n)s answer.", "Set for %(n)s answers.", n) % {"n": n})
