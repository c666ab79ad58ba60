"""The secretariat's own obligations: the table, and an entry on one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.guards import SignedInRequest, requires, signed_in
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.assistance import services
from commitments.assistance.forms import MandateForm
from commitments.assistance.listed import FORMATS
from commitments.assistance.mandates import listed, mandate_rows
from commitments.assistance.models import Mandate
from commitments.assistance.queries import secretariats_of
from commitments.assistance.views.common import list_taken
from commitments.assistance.views.secretariat import (
    page_of_entry,
    paragraph_asked,
    secretariat_read,
    secretariat_written,
    way_to_mandates,
)
from commitments.auditing.models import Download
from commitments.history.bases import EditedMeanwhile
from commitments.implementation.views.common import put_at_fields
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TABLE = "commitments/assistance/mandates.html"


@require_safe
@signed_in
def mandates(request: SignedInRequest) -> HttpResponse:
    """The table, for the secretariat and for the people who write it; for others it does not exist (404)."""
    respondent = secretariat_read(request)
    context = {
        "respondent": respondent,
        "formats": list(FORMATS),
        "rows": mandate_rows(respondent, request.actor, language=reading_language()),
        "may_write": respondent.pk in secretariats_of(request.actor),
        "breadcrumbs": way_to_mandates(),
    }
    return render_page(request, TABLE, context)


@require_safe
@signed_in
def mandates_file(request: SignedInRequest, form: str) -> HttpResponseBase:
    """The same as a file; that it was taken is noted."""
    respondent, now = secretariat_read(request), timezone.now()
    table = listed(mandate_rows(respondent, request.actor, language=reading_language()), now=now)
    return list_taken(request, table, form, of=Download.Kind.MANDATES, name="mandates", now=now)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def mandate(request: SignedInRequest, instrument: str, reference: str) -> HttpResponse:
    """What was done about one paragraph, and with which resources."""
    respondent, obligation = secretariat_written(request), paragraph_asked(instrument, reference)
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
    return page_of_entry(request, form, obligation, status=status)


def _typed(entry: Mandate | None) -> dict[str, object]:
    if entry is None:
        return {"version": 0}
    return {"implementation": entry.implementation, "resources": entry.resources, "version": entry.version}
