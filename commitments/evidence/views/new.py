"""Recording evidence: files, a link, or a paper already supplied; from an action's page it is attached at once."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.evidence import services
from commitments.evidence.forms import FORMS, EvidenceForm, FileForm
from commitments.evidence.kinds import Label
from commitments.evidence.models import Evidence
from commitments.evidence.queries import same_bytes
from commitments.evidence.services import Outcome, Request
from commitments.evidence.upload_handler import limited_uploads
from commitments.evidence.views.place import Place, place_of
from commitments.files.models import Upload
from commitments.files.uploads import give_up
from commitments.implementation.views.common import from_desk, put_at_fields
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/evidence/new.html"


@limited_uploads
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EVIDENCE_RECORD)
def new(request: SignedInRequest) -> HttpResponse:
    """The form of the kind asked for (`?as=`), and what was sent with it recorded."""
    place = place_of(request)
    kind = FORMS[place.chosen]
    if request.method != "POST":
        return _page(request, kind(initial={"language": get_language()}), place)
    form = kind(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, place, status=UNPROCESSABLE)
    try:
        outcome = _record(request, form, place)
        _attach(request, outcome, place)
    except Refused as refusal:
        if form.cleaned_data["label"] not in Label.values:
            _keep_none(request)
        put_at_fields(form, refusal)
        return _page(request, form, place, status=UNPROCESSABLE)
    _tell(request, outcome)
    if outcome.refused or not outcome.recorded:
        return _again(request, form, place, outcome)
    return _onwards(outcome, place)


def _record(request: SignedInRequest, form: EvidenceForm, place: Place) -> Outcome:
    order = Request(
        respondent=place.respondent, by=request.actor, now=timezone.now(), request_id=form.cleaned_data["request_id"]
    )
    if not isinstance(form, FileForm):
        return Outcome(recorded=[services.record_link(order, content=form.content())])
    outcome = services.record_files(
        order, content=form.content(), files=form.cleaned_data["documents"], uploads=_arrived(request)
    )
    outcome.refused += request.skipped_files  # type: ignore[attr-defined]
    return outcome


def _arrived(request: SignedInRequest) -> list[Upload]:
    """The person's own uploads that the form names; anything else is left out."""
    ids = []
    for each in request.POST.getlist("upload"):
        try:
            ids.append(UUID(each))
        except ValueError:
            continue
    return list(Upload.objects.visible_to(request.actor).filter(public_id__in=ids).order_by("pk"))


def _keep_none(request: SignedInRequest) -> None:
    """Files that came in pieces before it was said that they have no place here."""
    for upload in _arrived(request):
        give_up(upload)


def _attach(request: SignedInRequest, outcome: Outcome, place: Place) -> None:
    if place.action is not None:
        for evidence in outcome.recorded:
            services.attach_to_action(evidence, action=place.action, by=request.actor, now=timezone.now())


def _tell(request: SignedInRequest, outcome: Outcome) -> None:
    number = len(outcome.recorded)
    if number:
        done = ngettext(
            "%(number)d piece of evidence is recorded.", "%(number)d pieces of evidence are recorded.", number
        )
        messages.success(request, done % {"number": number})
    for evidence in outcome.recorded:
        if other := same_bytes(evidence, request.actor):
            words = _("The file of “{}” was recorded before as “{}”. It is kept once; withdraw what you do not need.")
            messages.info(request, format_html(words, evidence.title, other.title))


def _again(request: SignedInRequest, form: EvidenceForm, place: Place, outcome: Outcome) -> HttpResponse:
    """What was typed stays; the refused files are named; the form gets a new request."""
    for name, reason in outcome.refused:
        form.add_error("documents", f"{name}: {reason}")
    if not outcome.refused:
        form.add_error("documents", _("Choose at least one file."))
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["request_id"] = str(uuid4())  # type: ignore[index]
    form.data.setlist("upload", [])  # type: ignore[attr-defined]
    return _page(request, form, place, status=UNPROCESSABLE, recorded=outcome.recorded)


def _onwards(outcome: Outcome, place: Place) -> HttpResponseRedirect:
    if place.action is not None:
        return redirect(place.action)
    return redirect(outcome.recorded[0] if len(outcome.recorded) == 1 else place.list_url)


def _page(
    request: SignedInRequest,
    form: EvidenceForm,
    place: Place,
    *,
    status: int = 200,
    recorded: list[Evidence] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "respondent": place.respondent,
        "tabs": place.speaking.tabs(request),
        "kinds": place.kind_tabs(),
        "takes_files": isinstance(form, FileForm),
        "uploads_url": f"{reverse('evidence:uploads')}?for={place.respondent.code}",
        "arrived": _arrived(request) if request.method == "POST" and recorded is None else [],
        "recorded": recorded or [],
        "action": place.action,
        "says_errors": status == UNPROCESSABLE,
        "breadcrumbs": from_desk((place.list_url, _("Evidence")), ("", _("Add evidence"))),
    }
    return render_page(request, TEMPLATE, context, status=status)
