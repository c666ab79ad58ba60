"""How a piece of evidence leaves, and what was made of it: the caller has checked that this person may have it."""

import logging
from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase

from commitments.evidence.models import EvidenceBlob, PreviewLeaf
from commitments.files.refusals import FileDamaged, FileMissing, FileRemoved
from commitments.files.serving import serve_attachment, serve_preview
from commitments.files.store import BlobStore
from commitments.files.verified import VerifiedReader

logger = logging.getLogger(__name__)
GONE = 410
PLAIN = "text/plain; charset=utf-8"


class Stored(Protocol):
    """What a record says of its file."""

    path: str
    sha256: str
    size: int


def attachment_for(blob: EvidenceBlob | None, *, name: str) -> HttpResponseBase:
    """The file as an attachment that cannot run, its hash checked while it is read; 404 for what is no file.

    What was lawfully removed answers with the day (410).
    A file that is missing or is not the one recorded is not given out: the answer says so with status 500.
    """
    if blob is None:
        raise Http404
    if blob.removed_at:
        return HttpResponse(str(FileRemoved(blob.removed_at)), status=GONE, content_type=PLAIN)
    return stored_attachment(blob, name=name, content_type=blob.content_type)


def stored_attachment(stored: Stored, *, name: str, content_type: str) -> HttpResponseBase:
    """A file of the store as an attachment; status 500 with a sentence where it is missing or not the one recorded."""
    content = _content(stored)
    if isinstance(content, HttpResponse):
        return content
    return serve_attachment(
        content,  # type: ignore[arg-type]  # a raw stream reads as any other
        name=name,
        content_type=content_type,
        size=stored.size,
        sha256=stored.sha256,
    )


def preview_of(blob: EvidenceBlob | None, *, number: int) -> HttpResponseBase:
    """One page of the preview as an image; 404 where there is none. Never a byte of the file itself."""
    leaf = _leaves(blob).filter(number=number).first()
    if leaf is None or not leaf.is_image:
        raise Http404
    content = _content(leaf)
    if isinstance(content, HttpResponse):
        return content
    return serve_preview(content, content_type=leaf.content_type, size=leaf.size, sha256=leaf.sha256)  # type: ignore[arg-type]


def words_of(blob: EvidenceBlob | None) -> str:
    """The words of the preview, to be escaped where they are shown; 404 where there are none."""
    leaf = _leaves(blob).filter(content_type="text/plain").first()
    if leaf is None:
        raise Http404
    try:
        with BlobStore().open_checked(leaf.path, leaf.sha256) as content:
            return content.read().decode()
    except (FileMissing, FileDamaged) as fault:
        logger.exception("the preview %s cannot be given out", leaf.path)
        raise Http404 from fault


def _leaves(blob: EvidenceBlob | None) -> QuerySet[PreviewLeaf]:
    """The pages of its preview; none of what was removed, although they may take a moment to go."""
    if blob is None or blob.removed_at:
        return PreviewLeaf.objects.none()
    return PreviewLeaf.objects.filter(preview_id=blob.pk)


def _content(stored: Stored) -> VerifiedReader | HttpResponse:
    try:
        return BlobStore().open_checked(stored.path, stored.sha256)
    except (FileMissing, FileDamaged) as fault:
        logger.exception("the file %s cannot be given out", stored.path)
        return HttpResponse(str(fault), status=500, content_type=PLAIN)
