"""Pages of national reports: ask for one, see how far it is, take it, cancel it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.access.fresh import asked_first
from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.documents.writers import Format
from commitments.files.kinds import ACCEPTED
from commitments.files.serving import serve_attachment
from commitments.jobs.models import Job, JobQuerySet
from commitments.jobs.refusals import JobRefused
from commitments.jobs.results import path_of
from commitments.jobs.services import cancel as cancel_job
from commitments.national_reports.forms import ReportForm
from commitments.national_reports.services import KIND, ReportRefused, as_place, request_report
from commitments.submissions.models import Submission
from commitments.submissions.queries import Place, place_for
from commitments.submissions.views.places import way_to
from commitments.web.language import reading_language
from commitments.web.rendering import UNPROCESSABLE, render_page

TEMPLATE = "commitments/national_reports/report.html"
FILE = "commitments/national_reports/file.html"
SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_OPEN)
def report(request: SignedInRequest, code: str, cycle: str) -> HttpResponse:
    """The form, and the person's files of this reply; POST asks for a new one.

    For whoever sees the whole work of the State; for a contributor there is no such page (404).
    """
    place = _whole_place(request, code, cycle)
    found = Submission.objects.visible_to(request.actor).filter(respondent=place.respondent, cycle=place.cycle)
    versions = list(found.select_related("cycle", "respondent").order_by("-number"))
    given = request.POST if request.method == "POST" else None
    initial = {"version": request.GET.get("version"), "language": reading_language()}
    form = ReportForm(given, initial=initial, versions=versions)
    if given is not None and form.is_valid():
        return _ask(request, place, form, versions)
    context = {
        "place": place, "form": form, "versions": versions, "jobs": _jobs(request, place)[:SHOWN],
        "breadcrumbs": way_to(place, ("", _("National report"))),
    }  # fmt: skip
    status = UNPROCESSABLE if given is not None else 200
    return render_page(request, TEMPLATE, context, status=status)


def _ask(request: SignedInRequest, place: Place, form: ReportForm, versions: list[Submission]) -> HttpResponse:
    said = form.cleaned_data
    whole = next(one for one in versions if one.number == said["version"])
    try:
        request_report(
            whole, form=Format(said["format"]), language=said["language"], with_evidence=said["evidence"],
            request_id=said["request_id"], by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except (ReportRefused, JobRefused) as refusal:
        messages.error(request, str(refusal))
    return _back(place)


@require_safe
@requires(Permission.DESK_OPEN)
def file(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> TemplateResponse:
    """One file: how far it is, or the file itself."""
    place = _whole_place(request, code, cycle)
    job = get_object_or_404(_jobs(request, place), public_id=public_id)
    crumbs = way_to(place, (_report_url(place), _("National report")), ("", _("A file")))
    template = f"{FILE}#job" if request.htmx else FILE
    return TemplateResponse(request, template, {"place": place, "job": job, "breadcrumbs": crumbs})


@require_POST
@requires(Permission.DESK_OPEN)
def cancel(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> HttpResponse:
    """Stop the making of a file."""
    place = _whole_place(request, code, cycle)
    job = get_object_or_404(_jobs(request, place), public_id=public_id)
    try:
        cancel_job(job, by=request.actor, now=timezone.now())
    except JobRefused as refusal:
        messages.error(request, str(refusal))
    return _back(place)


@require_safe
@requires(Permission.DESK_OPEN)
def download(request: SignedInRequest, code: str, cycle: str, public_id: UUID) -> HttpResponseBase:
    """The finished file, to the person who asked for it while he sees the whole reply; noted for his State to see.

    He showed who he is some minutes ago: also of a public reply it names contacts and may be of when it was a draft.
    """
    place = _whole_place(request, code, cycle)
    job = get_object_or_404(_jobs(request, place), public_id=public_id)
    if not job.has_file:
        raise Http404(_("This file is not there (any more)."))
    if (way := asked_first(request)) is not None:
        return way
    now, respondent = timezone.now(), place.respondent.pk
    note_download(Download.Kind.REPORT, job.public_id, by=request.actor, now=now, respondent_id=respondent)
    return serve_attachment(
        path_of(job).open("rb"), name=job.file_name, content_type=ACCEPTED[job.parameter("format")].content_type,
        size=job.file_size, sha256=job.file_sha256,
    )  # fmt: skip


def _whole_place(request: SignedInRequest, code: str, cycle: str) -> Place:
    place = place_for(request.actor, code, cycle)
    if not place.is_whole:
        raise Http404
    return place


def _jobs(request: SignedInRequest, place: Place) -> JobQuerySet:
    here = as_place(place.respondent, place.cycle)
    return Job.objects.visible_to(request.actor).of_kind(KIND).filter(parameters__place=here).latest_first()


def _back(place: Place) -> HttpResponse:
    return redirect(_report_url(place))


def _report_url(place: Place) -> str:
    return reverse("national_reports:report", args=[place.respondent.code, place.cycle.slug])
