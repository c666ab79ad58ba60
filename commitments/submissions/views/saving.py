"""One answer saved: what was typed is checked and written; the page around it is read only where it is shown again."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access.audience import Audience, UseInReport
from commitments.access.guards import SignedInRequest
from commitments.access.refusals import Refused
from commitments.access.typed import FORBIDDEN, PRESS_AGAIN
from commitments.submissions import services
from commitments.submissions.forms import AnswerForm
from commitments.submissions.markup import where_it_stands
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries import Row, answer_page, desk_of, place_for
from commitments.submissions.refusals import AnswerEditedMeanwhile
from commitments.submissions.views.conflict import both_texts
from commitments.submissions.views.opened import form_of, show
from commitments.submissions.views.typed import is_autosave, stale_token
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE


def save(request: SignedInRequest, row: Row) -> HttpResponseBase:
    """Save what was typed on this paragraph; anything else comes back with the reason, and nothing typed is lost."""
    form = form_of(row, request.POST)
    if request.token_is_stale:  # type: ignore[attr-defined]
        return _stale(request, row, form)
    if not form.is_valid():
        return _refuse(request, row, form, dict(form.errors), status=UNPROCESSABLE)
    try:
        report = _write(request, row, form)
    except AnswerEditedMeanwhile as meanwhile:
        return both_texts(request, row, form, meanwhile)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _refuse(request, row, form, {"": [str(refusal)]}, status=CONFLICT)
    return _panel(request, row, report) if is_autosave(request) else _onward(request, row)


@transaction.atomic
def _write(request: SignedInRequest, row: Row, form: AnswerForm) -> ObligationReport | None:
    by, now = request.actor, timezone.now()
    whole = row.place.draft or services.start_submission(row.place.cycle, row.place.respondent, by=by, now=now)
    saved = services.save_answer(
        whole, row.obligation, values=form.content(), expected=form.cleaned_data["expected"], by=by, now=now
    )
    beside = {name: form.cleaned_data[name] for name in ("audience", "use_in_report") if name in form.fields}
    if not beside or (saved.report is None and beside == {"audience": Audience.SECRETARIAT, "use_in_report": ""}):
        return saved.report
    report = saved.report or services.begin_answer(whole, row.obligation, by=by, now=now)
    services.set_audience([report], Audience(beside["audience"] or report.audience), by=by, now=now)
    use = UseInReport(beside["use_in_report"]) if beside["use_in_report"] else None
    services.set_use_in_report([report], use, by=by, now=now)
    return report


def _panel(request: SignedInRequest, row: Row, report: ObligationReport | None) -> JsonResponse:
    """What the page's script shows now, made of the answer just written."""
    stands = where_it_stands(Row(row.place, row.obligation, report), saved_by=_name_of(request, report))
    at = report.saved_at.isoformat() if report else None
    version = report.version if report else 0
    return JsonResponse({"state": "saved", "version": version, "saved_at": at, "stands": stands})


def _name_of(request: SignedInRequest, report: ObligationReport | None) -> str:
    """Who saved last: as a rule whoever asks, and then nobody has to be looked up."""
    if report is None or report.saved_by_id is None:
        return ""
    return str(request.user if report.saved_by_id == request.actor.user_id else report.saved_by)


def _onward(request: SignedInRequest, row: Row) -> HttpResponseRedirect:
    messages.success(request, _("Saved."))
    if "onward" not in request.POST:
        return HttpResponseRedirect(row.url)
    place = place_for(request.actor, row.place.respondent.code, row.place.cycle.slug)
    desk = desk_of(place, language=reading_language())
    return HttpResponseRedirect((desk.around(row.obligation).next_unfinished or row).url)


def _stale(request: SignedInRequest, row: Row, form: AnswerForm) -> HttpResponseBase:
    if is_autosave(request):
        return stale_token(request)
    form.is_valid()
    form.add_error(None, PRESS_AGAIN)
    return _show_again(request, row, form, status=FORBIDDEN)


def _refuse(
    request: SignedInRequest, row: Row, form: AnswerForm, errors: dict[str, Any], *, status: int
) -> HttpResponseBase:
    if is_autosave(request):
        return JsonResponse({"state": "refused", "errors": errors}, status=status)
    return _show_again(request, row, form, status=status)


def _show_again(request: SignedInRequest, row: Row, form: AnswerForm, *, status: int) -> HttpResponseBase:
    asked = row.obligation
    page = answer_page(row.place, asked.instrument.slug, asked.reference, language=reading_language())
    return show(request, page, form, status=status)
