"""A file that was sent with a reply, for whoever the reply's audience reaches; the bytes that were cited then."""

from uuid import UUID

from django.db.models.expressions import RawSQL
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from commitments.access.guards import ActedRequest, public
from commitments.evidence.models import EvidenceBlob
from commitments.evidence.serving import attachment_for
from commitments.submissions.models import CitedRecord


@require_safe
@public
def evidence_file(request: ActedRequest, public_id: UUID) -> HttpResponseBase:
    """The file as cited by the version in force; what this reader may not see does not exist (404)."""
    visible = CitedRecord.objects.visible_to(request.actor)
    cited = visible.filter(pk__in=RawSQL("SELECT cited_files(%s)", [str(public_id)]))
    record = cited.order_by("-reply__submitted_at", "pk").first()
    if record is None or not record.content.get("sha256"):
        raise Http404
    blob = EvidenceBlob.objects.get(respondent=record.respondent_id, sha256=record.content["sha256"])
    return attachment_for(blob, name=record.content["file_name"])
