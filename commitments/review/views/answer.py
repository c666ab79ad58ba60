"""One answer as it was sent, beside it what the rules find, the note, the questions; the next by link and by key."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.history.bases import EditedMeanwhile
from commitments.review import services
from commitments.review.forms import NoteForm, note_form
from commitments.review.queries import ReadRow, ReplyPage, row_page
from commitments.review.views.places import reply_at, way_to
from commitments.submissions.models import Submission
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TEMPLATE = "commitments/review/answer.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBMISSION_READ)
def answer(request: SignedInRequest, public_id: UUID, instrument: str, reference: str) -> HttpResponseBase:
    """Show the answer, or note something of its information."""
    found = reply_at(request.actor, public_id)
    page, row = row_page(found, (instrument, reference), request.actor, language=reading_language(), now=timezone.now())
    if request.method == "POST":
        return _note(request, page, row)
    return _show(request, page, row, note_form(row.finding))


def _note(request: SignedInRequest, page: ReplyPage, row: ReadRow) -> HttpResponseBase:
    form = note_form(row.finding, request.POST)
    if row.answer.report is None:
        raise Http404
    if not form.is_valid():
        return _show(request, page, row, form, status=UNPROCESSABLE)
    try:
        services.note(row.answer.report, **form.cleaned_data, by=request.actor, now=timezone.now())
    except (Refused, EditedMeanwhile) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, page, row, form, status=CONFLICT)
    messages.success(request, _("Noted. The State sees it."))
    return HttpResponseRedirect(_url(page.submission, row))


def _show(
    request: SignedInRequest, page: ReplyPage, row: ReadRow, form: NoteForm, *, status: int = 200
) -> HttpResponseBase:
    before, after = page.around(row)
    previous_state, next_state = page.beside()
    context = {
        "submission": page.submission, "page": page, "row": row, "one": row.answer, "obligation": row.obligation,
        "form": form,
        "ways": {
            "previous": _url(page.submission, before) if before else "", "before": before,
            "next": _url(page.submission, after) if after else "", "after": after,
            "previous_state": _url(previous_state, row) if previous_state else "", "state_before": previous_state,
            "next_state": _url(next_state, row) if next_state else "", "state_after": next_state,
        },
        "breadcrumbs": way_to(page.submission, ("", row.obligation.reference)),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)


def _url(submission: Submission, row: ReadRow) -> str:
    place = row.obligation
    return reverse("review:answer", args=[submission.public_id, place.instrument.slug, place.reference])
