"""One answer opened beside the text: saved as typed, with what serves and shows it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.access.audience import Audience, UseInReport
from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.evidence.models import Evidence
from commitments.instruments.models import Instrument
from commitments.submissions import services
from commitments.submissions.forms import AnswerForm, AttachForm, initial_of
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries import AnswerPage, Place, answer_page, place_for
from commitments.submissions.refusals import AnswerEditedMeanwhile
from commitments.submissions.status import GUIDANCE_WORDS
from commitments.submissions.views.conflict import both_texts
from commitments.submissions.views.elsewhere import elsewhere
from commitments.submissions.views.places import current_place, way_to
from commitments.submissions.views.typed import FORBIDDEN, PRESS_AGAIN, is_autosave, nothing_typed_is_lost, stale_token
from commitments.web.language import reading_language
from commitments.web.parameters import uuid_or_404
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

ANSWER = "commitments/submissions/answer.html"
FIGURE_HEADS = (
    _lazy("What is counted"), (_lazy("Year"), "number"), (_lazy("Value"), "number"), _lazy("Unit"),
    _lazy("Breakdown"), _lazy("Source"),
)  # fmt: skip


@nothing_typed_is_lost
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_OPEN)
def answer(request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str) -> HttpResponseBase:
    """Show the answer, or save it."""
    place = place_for(request.actor, code, cycle)
    page = answer_page(place, instrument, reference, language=reading_language())
    return _save(request, page) if request.method == "POST" else _show(request, page, _form(page))


@require_safe
@requires(Permission.DESK_OPEN)
def short(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """The same page for the founding instrument and the person's own open cycle, under its short address."""
    place = current_place(request).place
    founding = Instrument.objects.founding().first()
    if place is None or founding is None:
        raise Http404
    page = answer_page(place, founding.slug, reference, language=reading_language())
    return _show(request, page, _form(page))


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


def _form(page: AnswerPage, data: Any = None) -> AnswerForm:
    return AnswerForm(
        data, initial=initial_of(page.report), obligation=page.obligation, sets_audience=page.place.may_set_audience
    )


def _show(request: SignedInRequest, page: AnswerPage, form: AnswerForm, *, status: int = 200) -> HttpResponseBase:
    narrative = form["narrative"].value() or ""
    context = {
        "page": page, "place": page.place, "obligation": page.obligation, "report": page.report, "form": form,
        "figure_heads": FIGURE_HEADS, "links": elsewhere(page),
        "attach": AttachForm(attachable=page.attachable), "words": len(narrative.split()), "guidance": GUIDANCE_WORDS,
        "breadcrumbs": way_to(page.place, ("", page.obligation.reference)),
    }  # fmt: skip
    return render_page(request, ANSWER, context, status=status)


def _save(request: SignedInRequest, page: AnswerPage) -> HttpResponseBase:
    form = _form(page, request.POST)
    if request.token_is_stale:  # type: ignore[attr-defined]
        return _stale(request, page, form)
    if not form.is_valid():
        return _refuse(request, page, form, dict(form.errors), status=UNPROCESSABLE)
    try:
        report = _write(request, page.place, page, form)
    except AnswerEditedMeanwhile as meanwhile:
        return both_texts(request, page, form, meanwhile)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _refuse(request, page, form, {"": [str(refusal)]}, status=CONFLICT)
    return _saved(request, page, report)


@transaction.atomic
def _write(request: SignedInRequest, place: Place, page: AnswerPage, form: AnswerForm) -> ObligationReport | None:
    by, now = request.actor, timezone.now()
    whole = services.start_submission(place.cycle, place.respondent, by=by, now=now)
    saved = services.save_answer(
        whole, page.obligation, values=form.content(), expected=form.cleaned_data["expected"], by=by, now=now
    )
    beside = {name: form.cleaned_data[name] for name in ("audience", "use_in_report") if name in form.fields}
    if not beside or (saved.report is None and beside == {"audience": Audience.SECRETARIAT, "use_in_report": ""}):
        return saved.report
    report = saved.report or services.begin_answer(whole, page.obligation, by=by, now=now)
    services.set_audience([report], Audience(beside["audience"] or report.audience), by=by, now=now)
    use = UseInReport(beside["use_in_report"]) if beside["use_in_report"] else None
    services.set_use_in_report([report], use, by=by, now=now)
    return report


def _saved(request: SignedInRequest, page: AnswerPage, report: ObligationReport | None) -> HttpResponseBase:
    if is_autosave(request):
        at = report.saved_at.isoformat() if report else None
        return JsonResponse({"state": "saved", "version": _version(report), "saved_at": at})
    messages.success(request, _("Saved."))
    onward = page.neighbours.next_unfinished if "onward" in request.POST else None
    return HttpResponseRedirect((onward or page.row).url)


def _stale(request: SignedInRequest, page: AnswerPage, form: AnswerForm) -> HttpResponseBase:
    if is_autosave(request):
        return stale_token(request)
    form.is_valid()
    form.add_error(None, PRESS_AGAIN)
    return _show(request, page, form, status=FORBIDDEN)


def _refuse(
    request: SignedInRequest, page: AnswerPage, form: AnswerForm, errors: dict[str, Any], *, status: int
) -> HttpResponseBase:
    if is_autosave(request):
        return JsonResponse({"state": "refused", "errors": errors}, status=status)
    return _show(request, page, form, status=status)


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
