"""What the views of papers share: the paper in question, the way back, a list taken as a file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.assistance.kinds import PaperKind, kind_or_404
from commitments.assistance.listed import FORMATS, Listed
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.files.kinds import ACCEPTED
from commitments.files.serving import serve_written

Crumbs = list[tuple[str, str]]


def seen_paper(request: SignedInRequest, kind: str, public_id: UUID) -> tuple[PaperKind, Any]:
    """The kind and the paper if the person may see it; otherwise it does not exist for him (404)."""
    found = kind_or_404(kind)
    papers = found.papers.visible_to(request.actor).with_paragraphs()
    return found, get_object_or_404(papers, public_id=public_id)


def way_to(*further: tuple[str, str]) -> Crumbs:
    """The breadcrumbs of a page below that of all papers, or of that one itself."""
    index = reverse("assistance:index") if further else ""
    return [("/", _("Overview")), (index, _("Proposals and assistance")), *further]


def way_to_paper(kind: PaperKind, *further: tuple[str, str]) -> Crumbs:
    """Those of a page below the papers of this kind."""
    return way_to((reverse("assistance:papers", args=[kind.slug]), str(kind.names)), *further)


def list_taken(
    request: SignedInRequest, listed: Listed, form: str, *, of: Download.Kind, name: str, now: datetime
) -> HttpResponseBase:
    """The list in one of its forms, as an attachment; any other is not found (404). That it was taken is noted."""
    if form not in FORMATS:
        raise Http404
    note_download(of, None, by=request.actor, now=now)
    content_type = ACCEPTED[form].content_type
    return serve_written(FORMATS[form](listed), name=f"{name}-{now:%Y-%m-%d}.{form}", content_type=content_type)
