"""What the views of papers share: the paper in question, the way back."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.assistance.kinds import PaperKind, kind_or_404

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
