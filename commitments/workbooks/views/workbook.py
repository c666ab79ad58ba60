"""A workbook is taken along, and a filled-in one is brought back."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.evidence.upload_handler import limited_uploads
from commitments.files.kinds import ACCEPTED
from commitments.files.serving import serve_written
from commitments.sheets.columns import About
from commitments.submissions.queries import Place, desk_of, own_place_for
from commitments.submissions.views.places import way_to
from commitments.web.installation import mark_for
from commitments.web.language import reading_language
from commitments.web.rendering import UNPROCESSABLE, render_page
from commitments.workbooks.asked import filled
from commitments.workbooks.forms import DownloadForm, UploadForm
from commitments.workbooks.models import ReturnedWorkbook
from commitments.workbooks.services import receive
from commitments.workbooks.services.receiving import Sent
from commitments.workbooks.words import about_of
from commitments.workbooks.writing import written

TEMPLATE = "commitments/workbooks/workbook.html"


@limited_uploads
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_DRAFT)
def workbook(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """The page; or a file that came back, read and kept, and no answer touched."""
    place = own_place_for(request.actor, code, cycle)
    if request.method != "POST":
        return _page(request, place, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, place, form)
    sent = form.cleaned_data["file"]
    try:
        kept = receive(
            place, Sent(sent.file, sent.name, sent.size), request_id=form.cleaned_data["request_id"],
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _refused(request, place, form)
    return HttpResponseRedirect(reverse("workbooks:returned", args=[code, cycle, kept.public_id]))


@require_safe
@requires(Permission.ANSWER_DRAFT)
def file(request: SignedInRequest, code: str, cycle: str) -> HttpResponseBase:
    """The workbook as it stands now, in the reader's language; that it was taken is noted."""
    place, now = own_place_for(request.actor, code, cycle), timezone.now()
    if not place.may_write:
        messages.error(request, _("The reply is no draft now: there is nothing to fill in."))
        return HttpResponseRedirect(reverse("workbooks:workbook", args=[code, cycle]))
    language = reading_language()
    whole = filled(
        desk_of(place, language=language), sheets=DownloadForm(request.GET).chosen(), language=language, now=now
    )
    note_download(Download.Kind.WORKBOOK, None, by=request.actor, now=now, respondent_id=place.respondent.pk)
    name = f"{code}-{cycle}-{language}-{now:%Y-%m-%d}.xlsx"
    content_type = ACCEPTED["xlsx"].content_type
    return serve_written(written(whole, _about(request, place, now)), name=name, content_type=content_type)


def _about(request: SignedInRequest, place: Place, now: datetime) -> About:
    lines = about_of(place, by=str(request.user), now=now)
    return About(_("Answers to fill in"), lines, mark_for(request), get_language_bidi(), now)


def _refused(request: SignedInRequest, place: Place, form: UploadForm) -> HttpResponseBase:
    """With why; a file that was too large for any form was left on the line and says so itself."""
    for _name, words in request.skipped_files:  # type: ignore[attr-defined]
        form.errors.pop("file", None)
        form.add_error("file", words)
    return _page(request, place, form, status=UNPROCESSABLE)


def _page(request: SignedInRequest, place: Place, form: UploadForm, *, status: int = 200) -> HttpResponseBase:
    own = ReturnedWorkbook.objects.visible_to(request.actor)
    context = {
        "place": place, "form": form, "download": DownloadForm(), "says_errors": status == UNPROCESSABLE,
        "waiting": own.filter(respondent=place.respondent, cycle=place.cycle).newest_first(),
        "breadcrumbs": way_to(place, ("", _("Workbook"))),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=status)
