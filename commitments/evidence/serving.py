"""How a piece of evidence leaves: the caller has checked that this person may have it."""

import logging

from django.http import Http404, HttpResponse, HttpResponseBase

from commitments.evidence.models import EvidenceBlob
from commitments.files.refusals import FileDamaged, FileMissing
from commitments.files.serving import serve_attachment
from commitments.files.store import BlobStore

logger = logging.getLogger(__name__)


def attachment_for(blob: EvidenceBlob | None, *, name: str) -> HttpResponseBase:
    """The file as an attachment that cannot run, its hash checked while it is read; 404 for what is no file.

    A file that is missing or is not the one recorded is not given out: the answer says so with status 500.
    """
    if blob is None:
        raise Http404
    try:
        content = BlobStore().open_checked(blob.path, blob.sha256)
    except (FileMissing, FileDamaged) as fault:
        logger.exception("the file %s of evidence cannot be given out", blob.path)
        return HttpResponse(str(fault), status=500, content_type="text/plain; charset=utf-8")
    return serve_attachment(
        content,  # type: ignore[arg-type]  # a raw stream reads as any other
        name=name,
        content_type=blob.content_type,
        size=blob.size,
        sha256=blob.sha256,
    )
