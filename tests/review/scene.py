"""A reply that came, who reads it and who answers for its State."""

from datetime import timedelta
from typing import Any

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.review import services
from commitments.review.models import ClarificationRequest
from commitments.submissions.models import Submission
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

LATER = NOON + timedelta(days=3)
DUE = NOON.date() + timedelta(days=20)


def officer() -> Actor:
    return access.actor("officer")


def approver() -> Actor:
    return access.actor("approver")


def state(code: str = "THA") -> Actor:
    return make.focal_point(code)


def being_read(**values: Any) -> Submission:
    """A reply that an officer began to read."""
    by = officer()
    sent = make.sent(**values)
    with acting(by):
        return services.begin_reading(sent, by=by, now=LATER)


def asked(sent: Submission, *on: int, by: Actor | None = None, **values: Any) -> ClarificationRequest:
    """A question on these paragraphs, the first one unless named; by their places in the text."""
    by, obligations = by or officer(), make.obligations(sent.cycle)
    said = {"question": "Since when is the act in force?", "due_on": DUE, **values}
    new = services.NewQuestion(obligation_ids=[obligations[i].pk for i in on or (0,)], **said)
    with acting(by):
        return services.ask(sent, new, by=by, now=LATER)


def answered(question: ClarificationRequest, words: str = "Since May.", *, by: Actor | None = None) -> None:
    by = by or state()
    with acting(by):
        services.answer(question, words=words, by=by, now=LATER)


def closed(sent: Submission) -> Submission:
    """The same, proposed by one person and closed by another."""
    first, second = officer(), approver()
    with acting(first):
        services.propose(sent, reason="All is clear.", by=first, now=LATER)
    with acting(second):
        return services.approve(sent, by=second, now=LATER)


def stage_of(sent: Submission) -> str:
    sent.refresh_from_db()
    return sent.stage
