"""Papers for the secretariat, for tests."""

from typing import Any

from commitments.access.actor import Actor
from commitments.assistance import services
from commitments.assistance.kinds import KINDS
from commitments.assistance.models import BodyOutcome, Mandate
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from tests.factories import access
from tests.factories import submissions as make

SAID: dict[str, dict[str, str]] = {
    "tools": {
        "lacking": "manual", "title": "Manual on asset recovery", "standard": "Convention against Corruption, chapter V",
        "reason": "Prosecutors have none.", "language": "en",
    },
    "follow-up": {"title": "A meeting each year", "reason": "So that States compare notes.", "language": "en"},
    "requests": {
        "form": "training", "title": "Training of prosecutors", "description": "Forty of them have had none.",
        "beneficiary": "Attorney General", "priority": "high", "language": "en",
    },
    "offers": {
        "standing": "provider", "form": "training", "title": "Courses on asset recovery", "description": "Two a year.",
        "language": "en",
    },
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


def paired(code: str = "THA", *obligations: Obligation, offered_by: str = "KEN", told: str = "Two places") -> Any:
    """A request of the State, and an offer of another that an officer paired it with; what came of it is not said."""
    request = sent(code, *obligations, kind="requests")
    offer = sent(offered_by, *obligations, kind="offers")
    return services.pair(request, offer, by=access.actor("officer"), now=make.NOON, told=told)


def of_the_secretariat(obligation: Obligation) -> BodyOutcome:
    """What the secretariat says of one paragraph; and, given back, what a body decided on it."""
    unodc = Respondent.objects.get(kind="secretariat")
    Mandate.objects.create(respondent=unodc, obligation=obligation, resources="None", created_at=make.NOON)
    return BodyOutcome.objects.create(
        obligation=obligation, body="assembly", session="One", document="A/1", decision="Rules", created_at=make.NOON
    )
