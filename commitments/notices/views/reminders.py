"""A cycle's reminders, for officers: on which days those that have not sent are reminded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.history.bases import EditedMeanwhile
from commitments.notices import plans
from commitments.notices.forms import PlanForm
from commitments.notices.plans import PlanRefused
from commitments.submissions.models import ReportingCycle
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/notices/reminders.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CYCLE_OPEN)
def reminders(request: SignedInRequest, slug: str) -> HttpResponse:
    """The plan as days and dates, and the form that changes it."""
    cycle = get_object_or_404(ReportingCycle, slug=slug)
    planned, status = plans.planned(cycle), UNPROCESSABLE
    days = " ".join(str(one.days) for one in planned)
    form = PlanForm(request.POST or None, initial={"days": days, "version": plans.plan_of(cycle).version})
    if request.method == "POST" and form.is_valid():
        try:
            plans.plan_reminders(
                cycle, days=form.cleaned_data["days"], expected=form.cleaned_data["version"] or 0, by=request.actor,
                now=timezone.now(),
            )  # fmt: skip
        except PlanRefused as refusal:
            form.add_error("days", str(refusal))
        except EditedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            messages.success(request, _("The plan is kept."))
            return redirect("notices:reminders", slug=slug)
    crumbs = [("/cycles/", _("Cycles")), (f"/cycles/{slug}/", cycle.name), ("", _("Reminders"))]
    context = {"cycle": cycle, "planned": planned, "form": form, "breadcrumbs": crumbs}
    return render_page(request, TEMPLATE, context, status=status if form.is_bound else 200)
