"""Uploads that resume: begin, ask, append, give up. The form then names them, and only it records evidence."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.evidence.room import Room
from commitments.evidence.rules import fault_of_name
from commitments.evidence.services.recording import folder_of
from commitments.files import tus
from commitments.files.models import Upload
from commitments.files.refusals import FileRefused, TypeNotAccepted
from commitments.files.uploads import begin, give_up
from commitments.implementation.speaking import speaking_for

# A line that dies without a word would hold the file, and refuse its sender when he comes back, for ever.
PATIENCE = 10.0


@require_POST
@requires(Permission.EVIDENCE_RECORD)
def uploads(request: SignedInRequest) -> HttpResponse:
    """Announce a file; the answer says where to send its bytes."""
    speaking = speaking_for(request, Permission.EVIDENCE_RECORD)
    try:
        file = tus.announced(request)
        if fault := fault_of_name(file.name):
            raise TypeNotAccepted(fault)
        now = timezone.now()
        upload = Room(speaking.respondent, now).within(
            lambda limit: begin(
                by=request.actor, now=now, folder=folder_of(speaking.respondent), name=file.name,
                size=file.size, limit=limit, request_id=file.request_id,
            )
        )  # fmt: skip
        return tus.created(upload, location=reverse("evidence:upload", kwargs={"public_id": upload.public_id}))
    except FileRefused as refusal:
        return tus.refused(refusal)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@requires(Permission.EVIDENCE_RECORD)
def upload(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """How much has come; further bytes; or the sender does not want it any more."""
    found = get_object_or_404(Upload.objects.visible_to(request.actor), public_id=public_id)
    if request.method == "PATCH":
        _wait_no_longer_than(PATIENCE, request)
        return tus.appended(request, found, now=timezone.now())
    if request.method == "DELETE":
        give_up(found)
        return HttpResponse(status=204)
    return tus.asked(found)


def _wait_no_longer_than(seconds: float, request: SignedInRequest) -> None:
    """Take silence on the line as its end: what has come is kept, and the sender asks where to go on."""
    line = request.META.get("gunicorn.socket")
    if line is not None:
        line.settimeout(seconds)
