"""Pages of exports: ask for a file, watch it being made, take it, cancel it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.exports.datasets import Dataset
from commitments.exports.formats import Format
from commitments.exports.forms import ExportForm
from commitments.exports.services import KIND, ExportRefused, request_export, still_open_to
from commitments.files.serving import serve_attachment
from commitments.jobs.models import Job, JobQuerySet
from commitments.jobs.refusals import JobRefused
from commitments.jobs.results import path_of
from commitments.jobs.services import cancel as cancel_job
from commitments.web.language import reading_language
from commitments.web.pagination import page_of
from commitments.web.rendering import UNPROCESSABLE, render_page

LIST = "commitments/exports/exports.html"
ONE = "commitments/exports/export.html"
CONTENT_TYPE = {
    Format.CSV: "text/csv",
    Format.JSON: "application/json",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires(Permission.RECORDS_EXPORT)
def exports(request: SignedInRequest) -> HttpResponseBase:
    """The form and the person's past files; POST asks for a new one."""
    given = request.POST if request.method == "POST" else None
    initial = {name: value for name, value in request.GET.items() if value}
    form = ExportForm(given, initial=initial, actor=request.actor, language=reading_language())
    if given is not None and form.is_valid():
        return _ask(request, form)
    status = UNPROCESSABLE if given is not None else 200
    jobs = page_of(request, _own(request), per_page=20)
    context = {"form": form, "jobs": jobs, "asks_for_the_past": "as_of" in request.GET}
    return render_page(request, LIST, context, status=status)


def _ask(request: SignedInRequest, form: ExportForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        job = request_export(
            dataset=Dataset(said["dataset"]), form=Format(said["format"]), own=said.get("own", False),
            narrowed=form.narrowed(), request_id=said["request_id"], by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except (ExportRefused, JobRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("exports:exports")
    return redirect("exports:export", public_id=job.public_id)


@requires(Permission.RECORDS_EXPORT)
def export(request: SignedInRequest, public_id: UUID) -> TemplateResponse:
    """One file: how far it is, or the file itself."""
    job = get_object_or_404(_own(request), public_id=public_id)
    template = f"{ONE}#job" if request.htmx else ONE
    return TemplateResponse(request, template, {"job": job})


@require_POST
@requires(Permission.RECORDS_EXPORT)
def cancel(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Stop the making of a file."""
    job = get_object_or_404(_own(request), public_id=public_id)
    try:
        cancel_job(job, by=request.actor, now=timezone.now())
    except JobRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("exports:export", public_id=job.public_id)


@requires(Permission.RECORDS_EXPORT)
def download(request: SignedInRequest, public_id: UUID) -> FileResponse:
    """The finished file, as an attachment, to the person who asked for it; noted."""
    job = get_object_or_404(_own(request), public_id=public_id)
    if not job.has_file:
        raise Http404(_("This file is not there (any more)."))
    if not still_open_to(request.actor, job):
        raise PermissionDenied(_("This file was made for a designation that you hold no longer."))
    note_download(Download.Kind.EXPORT, job.public_id, by=request.actor, now=timezone.now())
    return serve_attachment(
        path_of(job).open("rb"), name=job.file_name, content_type=CONTENT_TYPE[Format(job.parameter("format"))],
        size=job.file_size, sha256=job.file_sha256,
    )  # fmt: skip


def _own(request: SignedInRequest) -> JobQuerySet:
    return Job.objects.visible_to(request.actor).of_kind(KIND).latest_first()
