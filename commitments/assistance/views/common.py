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


def crumbs(kind: PaperKind, *further: tuple[str, str]) -> Crumbs:
    """The way from the overview of papers to this page."""
    way = [(reverse("assistance:papers", args=[kind.slug]), str(kind.names))]
    return [("/", _("Overview")), (reverse("assistance:index"), _("Proposals and assistance")), *way, *further]
