"""What was given in a reply, by ministry; giving more, and taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused, RefusedInField
from commitments.contributions import queries, services
from commitments.contributions.forms import GiveForm
from commitments.contributions.models import Assignment
from commitments.submissions.queries import Place, asked_in, own_place_for
from commitments.submissions.views.places import way_to
from commitments.web.language import reading_language
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/contributions/contributors.html"
HEADS = (
    gettext_lazy("Ministry"),
    (gettext_lazy("Given"), "number"),
    (gettext_lazy("Begun"), "number"),
    (gettext_lazy("Answered"), "number"),
    (gettext_lazy("Overdue"), "number"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_OPEN)
def contributors(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Progress by ministry, and the form that gives paragraphs; a contributor reads what was given to him."""
    place = own_place_for(request.actor, code, cycle)
    if request.method == "POST":
        return _give(request, place)
    return _page(request, place, _form(request, place) if place.may_give else None)


@require_POST
@requires(Permission.PARAGRAPHS_GIVE)
def take_back(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Take back what is ticked."""
    place = own_place_for(request.actor, code, cycle)
    seen = Assignment.objects.visible_to(request.actor).filter(respondent=place.respondent, cycle=place.cycle)
    ticked = {key for key in request.POST.getlist("given") if key}
    chosen = [one for one in seen if str(one.public_id) in ticked]
    try:
        number = services.take_back(chosen, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(n)s paragraph was taken back.", "%(n)s paragraphs were taken back.", number)
        messages.success(request, words % {"n": number})
    return HttpResponseRedirect(url_of(place))


def url_of(place: Place) -> str:
    """The address of the page."""
    return reverse("contributions:contributors", args=[place.respondent.code, place.cycle.slug])


def _form(request: SignedInRequest, place: Place) -> GiveForm:
    return GiveForm(
        request.POST if request.method == "POST" else None,
        asked=asked_in(place.cycle, place.respondent, reading_language()),
        people=queries.contributors_of(place.respondent, today=timezone.localdate()),
        initial={"obligations": request.GET.getlist("paragraph"), "language": reading_language()},
    )


def _give(request: SignedInRequest, place: Place) -> HttpResponseBase:
    if not place.may_give:
        raise PermissionDenied
    form = _form(request, place)
    if not form.is_valid():
        return _page(request, place, form, status=UNPROCESSABLE)
    try:
        made = services.give(
            place.cycle, place.respondent, form.chosen(), to=form.recipient(request.build_absolute_uri("/")[:-1]),
            due_on=form.cleaned_data["due_on"], note=form.cleaned_data["note"], by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except RefusedInField as refusal:
        form.add_error(refusal.field, str(refusal))
        return _page(request, place, form, status=UNPROCESSABLE)
    words = ngettext("%(n)s paragraph was given.", "%(n)s paragraphs were given.", len(made)) % {"n": len(made)}
    messages.success(request, words)
    return HttpResponseRedirect(url_of(place))


def _page(request: SignedInRequest, place: Place, form: GiveForm | None, *, status: int = 200) -> HttpResponseBase:
    context = {
        "place": place, "form": form, "heads": HEADS, "says_errors": status == UNPROCESSABLE,
        "ministries": queries.ministries(place, language=reading_language(), now=timezone.now()),
        "here": url_of(place), "breadcrumbs": way_to(place, ("", _("Contributors"))),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)
