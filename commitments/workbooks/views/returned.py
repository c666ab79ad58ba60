"""A workbook that came back, beside the draft: what is merged, what is asked for, what could not be read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.submissions.queries import Place, own_place_for
from commitments.submissions.views.places import way_to
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page
from commitments.workbooks import services
from commitments.workbooks.comparing import Comparison, comparison_of
from commitments.workbooks.forms import TakeOverForm
from commitments.workbooks.models import ReturnedWorkbook

TEMPLATE = "commitments/workbooks/returned.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_DRAFT)
def returned(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> HttpResponseBase:
    """The three side by side; or what was decided, written whole or not at all."""
    place = own_place_for(request.actor, code, cycle)
    comparison = comparison_of(place, _kept(request, place, public_id), language=reading_language())
    if request.method != "POST":
        return _page(request, place, TakeOverForm(comparison=comparison))
    form = TakeOverForm(request.POST, comparison=comparison)
    if form.is_of_now and not form.is_valid():
        return _page(request, place, form, status=UNPROCESSABLE)
    try:
        number = services.take_over(place, comparison.kept, _decided(form), by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _again(request, place, comparison)
    words = ngettext("%(n)d answer was taken over.", "%(n)d answers were taken over.", number)
    messages.success(request, words % {"n": number})
    return HttpResponseRedirect(place.url("review"))


@require_POST
@requires(Permission.ANSWER_DRAFT)
def throw_away(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> HttpResponseBase:
    """What the file says goes; no answer is touched."""
    place = own_place_for(request.actor, code, cycle)
    services.throw_away(_kept(request, place, public_id), by=request.actor)
    messages.success(request, _("Thrown away. No answer was changed."))
    return HttpResponseRedirect(reverse("workbooks:workbook", args=[code, cycle]))


def _kept(request: SignedInRequest, place: Place, public_id: UUID) -> ReturnedWorkbook:
    own = ReturnedWorkbook.objects.visible_to(request.actor)
    kept: ReturnedWorkbook = get_object_or_404(
        own.filter(respondent=place.respondent, cycle=place.cycle), public_id=public_id
    )
    return kept


def _decided(form: TakeOverForm) -> services.Decided:
    """What was decided of what was read; of something else, nothing."""
    return form.decided() if form.is_of_now else services.Decided(seen="")


def _again(request: SignedInRequest, place: Place, before: Comparison) -> HttpResponseBase:
    """As it stands now, with what was chosen before where that is still asked for."""
    now = own_place_for(request.actor, place.respondent.code, place.cycle.slug)
    kept = ReturnedWorkbook.objects.visible_to(request.actor).filter(pk=before.kept.pk).first()
    if kept is None:
        return HttpResponseRedirect(reverse("workbooks:workbook", args=[place.respondent.code, place.cycle.slug]))
    comparison = comparison_of(now, kept, language=reading_language())
    chosen = {cell.name: request.POST.get(cell.name) for cell in comparison.colliding}
    return _page(request, now, TakeOverForm(initial=chosen, comparison=comparison), status=CONFLICT)


def _page(request: SignedInRequest, place: Place, form: TakeOverForm, *, status: int = 200) -> HttpResponseBase:
    arguments = [place.respondent.code, place.cycle.slug]
    here = reverse("workbooks:workbook", args=arguments)
    kept = form.comparison.kept
    context = {
        "place": place, "comparison": form.comparison, "kept": kept, "form": form,
        "throw_away_url": reverse("workbooks:throw_away", args=[*arguments, kept.public_id]),
        "heads": [_("Paragraph"), _("In the program now"), _("In the file")],
        "fault_heads": [_("Sheet"), _("Cell"), _("What is wrong")],
        "breadcrumbs": way_to(place, (here, _("Workbook")), ("", kept.file_name)),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)
