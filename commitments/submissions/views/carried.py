"""What was carried over from an earlier cycle: still true, for one paragraph or for many at once, and back again."""

from collections.abc import Collection, Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.implementation.queries import key_of
from commitments.submissions import services
from commitments.submissions.markup import age_of
from commitments.submissions.queries import Desk, Place, Row, asked_at, desk_of, place_for
from commitments.submissions.views.places import way_to
from commitments.web.kept import writes_no_reference
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

CARRIED = "commitments/submissions/carried.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_OPEN)
@writes_no_reference
def carried(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """All that was carried over, each with what it says and how old it is; those that are ticked are confirmed."""
    desk = desk_of(place_for(request.actor, code, cycle), language=reading_language())
    if request.method == "POST":
        return _confirm_ticked(request, desk)
    takes_all = request.GET.get("tick") == "all"
    return _page(request, desk, {key_of(row.obligation) for row in desk.to_confirm} if takes_all else set())


@require_POST
@requires(Permission.ANSWER_DRAFT)
@writes_no_reference
def still_true(request: SignedInRequest, code: str, cycle: str, instrument: str, reference: str) -> HttpResponseBase:
    """Confirm this one answer, or take its confirmation back."""
    place = place_for(request.actor, code, cycle)
    row = asked_at(place, instrument, reference, language=reading_language())
    if "back" in request.POST:
        _take_back(request, row)
    else:
        _confirm(request, place, [row], has_read_changes="has_read" in request.POST)
    return HttpResponseRedirect(f"{row.url}#answer-heading")


def _confirm_ticked(request: SignedInRequest, desk: Desk) -> HttpResponseBase:
    """Confirm them; where that is refused, the page comes back with the same ones ticked."""
    ticked = set(request.POST.getlist("answers"))
    chosen = [row for row in desk.rows if key_of(row.obligation) in ticked]
    if not chosen:
        messages.error(request, _("Tick at least one answer."))
        return _page(request, desk, ticked, status=UNPROCESSABLE)
    if not _confirm(request, desk.place, chosen):
        return _page(request, desk, ticked, status=CONFLICT)
    return HttpResponseRedirect(desk.place.url("carried"))


def _page(request: SignedInRequest, desk: Desk, ticked: Collection[str], *, status: int = 200) -> HttpResponseBase:
    context = {
        "place": desk.place, "waiting": [(row, key_of(row.obligation), age_of(row.report)) for row in desk.to_confirm],
        "confirmed": [row for row in desk.rows if row.report and row.report.confirmed_at],
        "asked_otherwise": len(desk.asked_otherwise), "ticked": ticked,
        "breadcrumbs": way_to(desk.place, ("", _("Carried over"))),
    }  # fmt: skip
    return render_page(request, CARRIED, context, status=status)


def _confirm(request: SignedInRequest, place: Place, rows: Sequence[Row], *, has_read_changes: bool = False) -> bool:
    by, now = request.actor, timezone.now()
    try:
        with transaction.atomic():  # a draft that was begun only for this goes with it
            draft = place.draft or services.start_submission(place.cycle, place.respondent, by=by, now=now)
            asked = [row.obligation for row in rows]
            n = services.confirm(draft, asked, has_read_changes=has_read_changes, by=by, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    done = ngettext("%(n)s answer is confirmed.", "%(n)s answers are confirmed.", n)
    messages.success(request, done % {"n": n})
    return True


def _take_back(request: SignedInRequest, row: Row) -> None:
    if row.place.submission is None:
        messages.error(request, _("Nothing was begun yet."))
        return
    try:
        services.take_confirmation_back(row.place.submission, row.obligation, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The answer waits to be confirmed again."))
