"""A file that was sent with a reply, and its preview, for whoever the reply's audience reaches: as was cited then."""

from uuid import UUID

from django.db.models.expressions import RawSQL
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.access.audience import Audience
from commitments.access.fresh import asked_first
from commitments.access.guards import ActedRequest, public
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.evidence.kinds import Label
from commitments.evidence.models import EvidenceBlob, Preview
from commitments.evidence.serving import attachment_for, preview_of, words_of
from commitments.history.as_of import rows_of
from commitments.submissions.models import CitedRecord, ObligationReport
from commitments.web.rendering import render_page

PREVIEW = "commitments/submissions/evidence_preview.html"


@require_safe
@public
def evidence_file(request: ActedRequest, public_id: UUID) -> HttpResponseBase:
    """The file as cited by the version in force, or by an earlier one as long as the reader has that one to read; what
    he may not see does not exist (404).

    That it was given out is noted, unless everybody may read it.
    """
    record, blob = _cited(request, public_id)
    if asked := _asked(request, record):
        return asked
    _note(request, record, public_id, Download.Kind.SENT)
    return attachment_for(blob, name=record.content["file_name"])


@require_safe
@public
def evidence_preview(request: ActedRequest, public_id: UUID) -> HttpResponse:
    """What the file shows, for whoever may have it: its first pages as images, or its first words; noted alike."""
    record, blob = _cited(request, public_id)
    if asked := _asked(request, record):
        return asked
    preview = Preview.objects.prefetch_related("leaves").get(pk=blob.pk)
    is_text = any(not leaf.is_image for leaf in preview.leaves.all())
    if is_text:
        _note(request, record, public_id, Download.Kind.PREVIEW)
    context = {
        "record": record,
        "preview": preview,
        "words": words_of(blob) if is_text else "",
        "public_id": public_id,
        "file_url": reverse("submissions:evidence_file", args=[public_id]),
        "breadcrumbs": [("/", _("Overview")), ("", record.content["title"])],
    }
    return render_page(request, PREVIEW, context)


@require_safe
@public
def evidence_page(request: ActedRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """One page of the file as an image, for whoever may have the file; noted as the file would be."""
    record, blob = _cited(request, public_id)
    if asked := _asked(request, record):
        return asked
    image = preview_of(blob, number=number)
    _note(request, record, public_id, Download.Kind.PREVIEW)
    return image


def _cited(request: ActedRequest, public_id: UUID) -> tuple[CitedRecord, EvidenceBlob]:
    """The record in the version in force, else in the last that cited it, as far as this reader may see it, and the
    bytes it cites (else 404).
    """
    visible = CitedRecord.objects.visible_to(request.actor)
    cited = visible.filter(pk__in=RawSQL("SELECT cited_files(%s)", [str(public_id)]))
    record = cited.order_by("-reply__submitted_at", "pk").first()
    if record is None:
        record = rows_of(CitedRecord.objects.all(), "cited_earlier(%s)", str(public_id)).order_by("-pk").first()
    if record is None or not record.content.get("sha256"):
        raise Http404
    return record, EvidenceBlob.objects.get(respondent=record.respondent_id, sha256=record.content["sha256"])


def _asked(request: ActedRequest, record: CitedRecord) -> HttpResponse | None:
    """What is confidential is looked at by somebody who showed some minutes ago who he is."""
    return asked_first(request) if record.content.get("label") == Label.CONFIDENTIAL else None


def _note(request: ActedRequest, record: CitedRecord, public_id: UUID, kind: Download.Kind) -> None:
    if not _is_public(record):
        note_download(kind, public_id, by=request.actor, now=timezone.now(), respondent_id=record.respondent_id)


def _is_public(record: CitedRecord) -> bool:
    """Whether somebody who is not signed in reads it as well: never what only an earlier version cites."""
    reaches = ObligationReport.objects.filter(pk=record.report_id).values_list("shown_to", flat=True)
    return bool(record.open_to == Audience.PUBLIC and reaches.first() == Audience.PUBLIC)
