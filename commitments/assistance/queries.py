"""What the pages of papers read."""

from typing import Any

from commitments.access.actor import Actor
from commitments.assistance.kinds import PaperKind
from commitments.respondents.models import Respondent


def papers_of(kind: PaperKind, respondent: Respondent, actor: Actor) -> Any:
    """The respondent's papers of a kind that the actor may see, the newest first."""
    found = kind.papers.visible_to(actor).filter(respondent=respondent)
    return found.with_paragraphs().order_by("-created_at", "-pk")


def received(kind: PaperKind, actor: Actor) -> Any:
    """What the actor may read of the papers sent, withdrawn ones left out, in the order of respondents."""
    found = kind.papers.visible_to(actor).sent()
    return found.with_paragraphs().order_by("respondent__position", "sent_at", "pk")


def references(paper: Any) -> list[str]:
    """The paragraphs that a paper (read `with_paragraphs`) names."""
    return [link.obligation.reference for link in paper.links.all()]
