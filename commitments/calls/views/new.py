"""Opening a cycle in two steps: the form, and what will happen, read before it happens."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.calls import services
from commitments.calls.forms import NewCycleForm
from commitments.instruments.models import Obligation
from commitments.submissions.refusals import CycleRefused
from commitments.submissions.services.cycles import check_call
from commitments.web.rendering import UNPROCESSABLE, render_page

FORM, PREVIEW = "commitments/calls/new.html", "commitments/calls/preview.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CYCLE_OPEN)
def new(request: SignedInRequest) -> HttpResponse:
    """The form; sent, what will happen; sent from there (`open`), the cycle is open."""
    if request.method != "POST":
        return _page(request, NewCycleForm())
    form, now = NewCycleForm(request.POST), timezone.now()
    if not form.is_valid() or "change" in request.POST:
        return _page(request, form, status=200 if "change" in request.POST else UNPROCESSABLE)
    try:
        return _open(request, form, now) if "open" in request.POST else _preview(request, form, now)
    except CycleRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, form, status=UNPROCESSABLE)


def _open(request: SignedInRequest, form: NewCycleForm, now: datetime) -> HttpResponse:
    cycle = services.open_call(
        form.new_cycle(), instruments=form.chosen_instruments(), asked=form.asked(now.date()),
        by=request.actor, now=now,
    )  # fmt: skip
    number = cycle.asked_links.count()
    words = ngettext("The cycle is open: %(n)d is asked.", "The cycle is open: %(n)d are asked.", number)
    messages.success(request, words % {"n": number})
    return redirect("calls:cycle", slug=cycle.slug)


def _preview(request: SignedInRequest, form: NewCycleForm, now: datetime) -> HttpResponse:
    cycle, instruments, asked = form.new_cycle(), form.chosen_instruments(), form.asked(now.date())
    check_call(cycle, instruments=instruments, asked=asked, by=request.actor, now=now)
    context = {
        "cycle": cycle,
        "form": form,
        "instruments": instruments,
        "asked": asked,
        "questions": Obligation.objects.asked_of_states().filter(instrument__in=instruments).count(),
        "breadcrumbs": _crumbs(),
    }
    return render_page(request, PREVIEW, context)


def _page(request: SignedInRequest, form: NewCycleForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "says_errors": status == UNPROCESSABLE, "breadcrumbs": _crumbs()}
    return render_page(request, FORM, context, status=status)


def _crumbs() -> list[tuple[str, str]]:
    return [("/", _("Overview")), ("/cycles/", _("Cycles")), ("", _("Open a cycle"))]
