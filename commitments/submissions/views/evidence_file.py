"""A file that was sent with a reply, for whoever the reply's audience reaches; the bytes that were cited then."""

from uuid import UUID

from django.db.models.expressions import RawSQL
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments.access.audience import Audience
from commitments.access.fresh import asked_first
from commitments.access.guards import ActedRequest, public
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.evidence.kinds import Label
from commitments.evidence.models import EvidenceBlob
from commitments.evidence.serving import attachment_for
from commitments.submissions.models import CitedRecord


@require_safe
@public
def evidence_file(request: ActedRequest, public_id: UUID) -> HttpResponseBase:
    """The file as cited by the version in force; what this reader may not see does not exist (404).

    That it was given out is noted, unless everybody may read it.
    """
    visible = CitedRecord.objects.visible_to(request.actor)
    cited = visible.filter(pk__in=RawSQL("SELECT cited_files(%s)", [str(public_id)]))
    record = cited.select_related("report").order_by("-reply__submitted_at", "pk").first()
    if record is None or not record.content.get("sha256"):
        raise Http404
    if record.content.get("label") == Label.CONFIDENTIAL and (asked := asked_first(request)):
        return asked
    if not _is_public(record):
        note_download(
            Download.Kind.SENT, public_id, by=request.actor, now=timezone.now(), respondent_id=record.respondent_id
        )
    blob = EvidenceBlob.objects.get(respondent=record.respondent_id, sha256=record.content["sha256"])
    return attachment_for(blob, name=record.content["file_name"])


def _is_public(record: CitedRecord) -> bool:
    """Whether somebody who is not signed in reads it as well."""
    return record.open_to == record.report.shown_to == Audience.PUBLIC
