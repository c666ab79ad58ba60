"""Papers for the secretariat, for tests."""

from typing import Any

from commitments.access.actor import Actor
from commitments.assistance import services
from commitments.assistance.kinds import KINDS
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from tests.factories import submissions as make

SAID: dict[str, dict[str, str]] = {
    "tools": {
        "lacking": "manual", "title": "Manual on asset recovery", "standard": "Convention against Corruption, chapter V",
        "reason": "Prosecutors have none.", "language": "en",
    },
    "follow-up": {"title": "A meeting each year", "reason": "So that States compare notes.", "language": "en"},
}  # fmt: skip


def draft(
    code: str = "THA", *obligations: Obligation, kind: str = "tools", by: Actor | None = None, **said: Any
) -> Any:
    """A whole draft of the State on these paragraphs, not sent."""
    respondent = Respondent.objects.get(code=code)
    return services.draft_paper(
        KINDS[kind], respondent, by=by or make.focal_point(code), now=make.NOON, content={**SAID[kind], **said},
        obligations=obligations,
    )  # fmt: skip


def sent(code: str = "THA", *obligations: Obligation, **said: Any) -> Any:
    """The same, sent."""
    paper = draft(code, *obligations, **said)
    services.send_paper(paper, by=make.focal_point(code), now=make.NOON, expected=paper.version)
    paper.refresh_from_db()
    return paper
