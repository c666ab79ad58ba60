"""One answer opened beside the text: saved as typed, with what serves and shows it."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.evidence.models import Evidence
from commitments.instruments.queries import founding_slug
from commitments.submissions import services
from commitments.submissions.forms import AttachForm
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries import AnswerPage, answer_page, asked_at, place_for
from commitments.submissions.refusals import AnswerEditedMeanwhile
from commitments.submissions.views.opened import form_of, show
from commitments.submissions.views.places import current_place
from commitments.submissions.views.saving import save
from commitments.submissions.views.typed import nothing_typed_is_lost
from commitments.web.kept import writes_no_reference
from commitments.web.language import reading_language
from commitments.web.parameters import uuid_or_404


@nothing_typed_is_lost
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_OPEN)
@writes_no_reference
def answer(request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str) -> HttpResponseBase:
    """Show the answer, or save it: for that nothing else of its page is read."""
    place, language = place_for(request.actor, code, cycle), reading_language()
    if request.method == "POST":
        return save(request, asked_at(place, instrument, reference, language=language))
    page = answer_page(place, instrument, reference, language=language)
    return show(request, page, form_of(page.row))


@require_safe
@requires(Permission.DESK_OPEN)
def short(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """The same page for the founding instrument and the person's own open cycle, under its short address."""
    place = current_place(request).place
    founding = founding_slug()
    if place is None or not founding:
        raise Http404
    page = answer_page(place, founding, reference, language=reading_language())
    return show(request, page, form_of(page.row))


@require_POST
@requires(Permission.EVIDENCE_RECORD)
def evidence(request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str) -> HttpResponseBase:
    """Attach a piece of evidence to the answer, or detach it."""
    page, way_back = _page_of(request, code, cycle, instrument, reference)
    own = Evidence.objects.visible_to(request.actor).filter(respondent=page.place.respondent)
    try:
        if "detach" in request.POST:
            _detach(request, page, get_object_or_404(own, public_id=uuid_or_404(request.POST["detach"])))
        else:
            _attach(request, page)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{way_back}#evidence")


@require_POST
@requires(Permission.ANSWER_DRAFT)
def same_answer(request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str) -> HttpResponseBase:
    """Say here what was said on a paragraph that asks the same: the State confirms it."""
    page, way_back = _page_of(request, code, cycle, instrument, reference)
    source = next((row.report for row in page.same_as if row.url == request.POST.get("source") and row.report), None)
    if source is None:
        raise Http404
    try:
        services.copy_answer(source.submission, source, page.obligation, expected=_version(page.report),
                             by=request.actor, now=timezone.now())  # fmt: skip
    except (Refused, AnswerEditedMeanwhile) as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(way_back)


@require_POST
@requires(Permission.ANSWER_DRAFT)
def already_party(request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str) -> HttpResponseBase:
    """Begin the answer with what the treaty lists show: the State confirms it, or says otherwise."""
    page, way_back = _page_of(request, code, cycle, instrument, reference)
    by, now = request.actor, timezone.now()
    if not page.already_party:
        raise Http404
    try:
        whole = services.start_submission(page.place.cycle, page.place.respondent, by=by, now=now)
        services.answer_already_party(whole, page.obligation, page.facts, by=by, now=now)
    except (Refused, AnswerEditedMeanwhile) as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{way_back}#answer-heading")


def _page_of(
    request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str
) -> tuple[AnswerPage, str]:
    place = place_for(request.actor, code, cycle)
    page = answer_page(place, instrument, reference, language=reading_language())
    return page, page.row.url


def _version(report: ObligationReport | None) -> int:
    return report.version if report else 0


def _attach(request: SignedInRequest, page: AnswerPage) -> None:
    by, now = request.actor, timezone.now()
    form = AttachForm(request.POST, attachable=page.attachable)
    if not form.is_valid():
        messages.error(request, _("Choose a piece of evidence that is not attached yet."))
        return
    whole = services.start_submission(page.place.cycle, page.place.respondent, by=by, now=now)
    services.attach_evidence(whole, page.obligation, form.cleaned_data["evidence"], by=by, now=now)


def _detach(request: SignedInRequest, page: AnswerPage, one: Evidence) -> None:
    if page.place.submission:
        services.detach_evidence(page.place.submission, page.obligation, one, by=request.actor)
