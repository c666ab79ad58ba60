"""One cycle for officers: dates, documents, whom it asks, to whom the call went, who has more time, who replied."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.calls import queries, services
from commitments.calls.documents.making import languages_held
from commitments.calls.forms import DispatchForm, ExtensionForm, LanguagesForm, TakeTimeBackForm
from commitments.submissions.models import ReportingCycle
from commitments.submissions.refusals import ExtensionRefused
from commitments.submissions.services import extend_deadline, take_extension_back
from commitments.submissions.services.dispatches import DispatchRefused
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/calls/cycle.html"


@require_safe
@requires(Permission.CYCLE_OPEN)
def cycle(request: SignedInRequest, slug: str) -> HttpResponse:
    """The page, with an empty form for the register."""
    return _page(request, get_object_or_404(ReportingCycle, slug=slug))


@require_POST
@requires(Permission.CYCLE_OPEN)
def register(request: SignedInRequest, slug: str) -> HttpResponse:
    """Enter that the call went to the States named."""
    found = get_object_or_404(ReportingCycle, slug=slug)
    form = DispatchForm(request.POST, asked=found.asked.order_by("position"))
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    try:
        number = services.enter_dispatch(
            found, form.sent(), respondents=form.chosen(), request_id=form.cleaned_data["request_id"],
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except DispatchRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return _page(request, found, form, status=UNPROCESSABLE)
    words = ngettext("%(n)d entry was made in the register.", "%(n)d entries were made in the register.", number)
    messages.success(request, words % {"n": number})
    return redirect("calls:cycle", slug=slug)


@require_POST
@requires(Permission.DEADLINE_EXTEND)
def extend(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give one State more time."""
    found = get_object_or_404(ReportingCycle, slug=slug)
    form = ExtensionForm(request.POST, asked=found.asked.order_by("position"))
    if not form.is_valid():
        return _page(request, found, extension=form, status=UNPROCESSABLE)
    said = {name: form.cleaned_data[name] for name in ("until_on", "reason", "request_id")}
    try:
        extend_deadline(found, form.chosen(), **said, by=request.actor, now=timezone.now())
    except ExtensionRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return _page(request, found, extension=form, status=UNPROCESSABLE)
    messages.success(request, _("The State has more time; its people are told."))
    return redirect("calls:cycle", slug=slug)


@require_POST
@requires(Permission.DEADLINE_EXTEND)
def take_time_back(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take back time that was given, with a reason; what cannot be taken back comes back as it was typed."""
    found = get_object_or_404(ReportingCycle, slug=slug)
    page = queries.page_of_cycle(found, request.actor)
    form = TakeTimeBackForm(request.POST, standing=page.standing)
    if not form.is_valid():
        return _page(request, found, taking_back=form, status=UNPROCESSABLE)
    try:
        take_extension_back(
            form.chosen(), reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now()
        )  # fmt: skip
    except ExtensionRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return _page(request, found, taking_back=form, status=CONFLICT)
    messages.success(request, _("The time was taken back; the State’s people are told."))
    return redirect("calls:cycle", slug=slug)


@require_POST
@requires(Permission.CYCLE_OPEN)
def documents(request: SignedInRequest, slug: str) -> HttpResponse:
    """Have the documents of the call made, anew where there are some."""
    found = get_object_or_404(ReportingCycle, slug=slug)
    form = LanguagesForm(request.POST, held=languages_held(found))
    if not form.is_valid():
        return _page(request, found, languages=form, status=UNPROCESSABLE)
    chosen = form.cleaned_data["languages"]
    services.ask_for_documents(found, languages=chosen, by=request.actor, now=timezone.now())
    messages.success(request, _("The documents are being made. They are here when you open this page again."))
    return redirect("calls:cycle", slug=slug)


def _page(
    request: SignedInRequest, found: ReportingCycle, form: DispatchForm | None = None,
    *, extension: ExtensionForm | None = None, taking_back: TakeTimeBackForm | None = None,
    languages: LanguagesForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    page = queries.page_of_cycle(found, request.actor)
    asked = [one.respondent for one in page.asked]
    context = {
        "cycle": found,
        "page": page,
        "instruments": page.instruments,
        "documents": page.documents,
        "form": form or DispatchForm(asked=asked),
        "extension_form": extension or ExtensionForm(asked=asked),
        "taking_back_form": taking_back or TakeTimeBackForm(standing=page.standing),
        "languages_form": languages
        or LanguagesForm(held=languages_held(found), made={each.language for each in page.documents}),
        "says_errors": form is not None and status == UNPROCESSABLE,
        "breadcrumbs": [("/", _("Overview")), ("/cycles/", _("Cycles")), ("", found.name)],
    }
    return render_page(request, TEMPLATE, context, status=status)
