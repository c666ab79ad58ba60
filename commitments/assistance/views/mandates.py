"""The secretariat's own obligations: the table, an entry on one, an outcome of a body."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.guards import SignedInRequest, requires, signed_in
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.assistance import services
from commitments.assistance.forms import MandateForm, OutcomeOfBodyForm
from commitments.assistance.mandates import asked_of_the_secretariat, mandate_rows
from commitments.assistance.models import Mandate
from commitments.assistance.queries import secretariat_read_by, secretariats_of
from commitments.assistance.views.common import way_to
from commitments.history.bases import EditedMeanwhile
from commitments.implementation.views.common import put_at_fields
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TABLE, ENTRY = "commitments/assistance/mandates.html", "commitments/assistance/mandate.html"


@require_safe
@signed_in
def mandates(request: SignedInRequest) -> HttpResponse:
    """The table, for the secretariat and for the people who write it; for others it does not exist (404)."""
    respondent = _read(request)
    context = {
        "respondent": respondent,
        "rows": mandate_rows(respondent, request.actor, language=reading_language()),
        "may_write": respondent.pk in secretariats_of(request.actor),
        "breadcrumbs": way_to(("", _("Mandates of the secretariat"))),
    }
    return render_page(request, TABLE, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def mandate(request: SignedInRequest, instrument: str, reference: str) -> HttpResponse:
    """What was done about one paragraph, and with which resources."""
    respondent, obligation = _written(request), _asked(instrument, reference)
    entry = Mandate.objects.visible_to(request.actor).filter(respondent=respondent, obligation=obligation).first()
    form, status = MandateForm(request.POST or None, initial=_typed(entry)), UNPROCESSABLE
    if form.is_valid():
        try:
            services.say_of_mandate(
                respondent, obligation, by=request.actor, now=timezone.now(), said=form.said(),
                expected=form.cleaned_data["version"] or 0,
            )  # fmt: skip
        except EditedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("It is saved."))
            return redirect("assistance:mandates")
    return _page(request, form, obligation, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def decided(request: SignedInRequest, instrument: str, reference: str) -> HttpResponse:
    """What the Commission or the Assembly decided on one paragraph."""
    _written(request)
    obligation, form = _asked(instrument, reference), OutcomeOfBodyForm(request.POST or None)
    if form.is_valid():
        try:
            services.record_outcome(obligation, form.decided(), by=request.actor, now=timezone.now())
        except Refused as refusal:
            put_at_fields(form, refusal)
        else:
            messages.success(request, _("The outcome is recorded."))
            return redirect("assistance:mandates")
    return _page(request, form, obligation)


def _read(request: SignedInRequest) -> Respondent:
    found = secretariat_read_by(request.actor)
    if found is None:
        raise Http404
    return found


def _written(request: SignedInRequest) -> Respondent:
    respondent = _read(request)
    if respondent.pk not in secretariats_of(request.actor):
        raise Http404
    return respondent


def _asked(instrument: str, reference: str) -> Obligation:
    asked = asked_of_the_secretariat().with_labels(reading_language()).select_related("instrument")
    return get_object_or_404(asked, instrument__slug=instrument, reference=reference)


def _typed(entry: Mandate | None) -> dict[str, object]:
    if entry is None:
        return {"version": 0}
    return {"implementation": entry.implementation, "resources": entry.resources, "version": entry.version}


def _page(
    request: SignedInRequest,
    form: MandateForm | OutcomeOfBodyForm,
    obligation: Obligation,
    *,
    status: int = UNPROCESSABLE,
) -> HttpResponse:
    context = {
        "form": form,
        "obligation": obligation,
        "breadcrumbs": way_to(("/assistance/mandates/", _("Mandates of the secretariat")), ("", obligation.reference)),
    }
    return render_page(request, ENTRY, context, status=status if form.is_bound else 200)
