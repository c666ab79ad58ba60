"""Notes on answers, questions to States, and closings."""

from commitments.review import sql as _promises  # noqa: F401 - registers the triggers
from commitments.review.models.closing import Closing
from commitments.review.models.finding import Finding
from commitments.review.models.question import ClarificationRequest

__all__ = ["ClarificationRequest", "Closing", "Finding"]
