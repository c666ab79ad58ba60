"""The whole submission on one page before it is sent, and its cover."""

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.typed import FORBIDDEN, PRESS_AGAIN
from commitments.history.bases import EditedMeanwhile
from commitments.submissions import services
from commitments.submissions.forms import BesideForm, CoverForm, ReasonForm
from commitments.submissions.queries import Place, Review, place_for, review_of
from commitments.submissions.views.places import way_to
from commitments.submissions.views.typed import nothing_typed_is_lost
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

REVIEW = "commitments/submissions/review.html"
COVER = "commitments/submissions/cover.html"


@require_safe
@requires(Permission.DESK_OPEN)
def review(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """All that will be sent, what is not answered, and what keeps it from being sent."""
    place = place_for(request.actor, code, cycle)
    whole = review_of(place, language=reading_language())
    context = {
        "place": place, "review": whole, "desk": whole.desk, "reason_form": ReasonForm(),
        "beside_form": beside_form(whole), "moves": _moves(whole),
        "breadcrumbs": way_to(place, ("", _("The whole reply"))),
    }  # fmt: skip
    return render_page(request, REVIEW, context)


@nothing_typed_is_lost
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_OPEN)
def cover(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """Period, authority, contact, transmitting note, use in the report."""
    place = place_for(request.actor, code, cycle)
    if request.method == "POST":
        return _save_cover(request, place)
    return _show_cover(request, place, _cover_form(place))


def beside_form(whole: Review) -> BesideForm:
    """The form that sets audience and use for the answers that are ticked."""
    reports = [(row.obligation, row.report) for row in whole.desk.rows if row.report]
    return BesideForm(choices=[(str(r.public_id), f"{o.reference} {o.label}") for o, r in reports])


def _moves(whole: Review) -> list[dict[str, object]]:
    return [
        {"at": move.moved_at, "what": f"{move.get_from_stage_display()} → {move.get_to_stage_display()}",
         "who": str(move.moved_by or ""), "detail": move.reason}
        for move in whole.moves
    ]  # fmt: skip


def _cover_form(place: Place, data: object = None) -> CoverForm:
    submission = place.submission
    version = submission.version if submission else 1
    return CoverForm(data, instance=submission, initial={"expected": version} | _defaults(place))  # type: ignore[arg-type]


def _defaults(place: Place) -> dict[str, object]:
    if place.submission:
        return {}
    return {"period_from": place.cycle.period_from, "period_until": place.cycle.period_until, "original_language": "en"}


def _show_cover(request: SignedInRequest, place: Place, form: CoverForm, *, status: int = 200) -> HttpResponseBase:
    crumbs = way_to(place, (place.url("review"), _("The whole reply")), ("", _("Cover")))
    return render_page(request, COVER, {"place": place, "form": form, "breadcrumbs": crumbs}, status=status)


def _save_cover(request: SignedInRequest, place: Place) -> HttpResponseBase:
    by, now = request.actor, timezone.now()
    form = _cover_form(place, request.POST)
    if request.token_is_stale:  # type: ignore[attr-defined]
        form.add_error(None, PRESS_AGAIN)
        return _show_cover(request, place, form, status=FORBIDDEN)
    if not form.is_valid():
        return _show_cover(request, place, form, status=UNPROCESSABLE)
    try:
        whole = services.start_submission(place.cycle, place.respondent, by=by, now=now)
        services.save_cover(whole, values=form.cleaned_data, expected=form.cleaned_data["expected"], by=by)
    except (Refused, EditedMeanwhile) as refusal:
        form.add_error(None, str(refusal))
        return _show_cover(request, place, form, status=CONFLICT)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(place.url("review"))
