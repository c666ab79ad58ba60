"""The verbs of reading a reply: beginning, noting, asking, answering, closing, reopening."""

from commitments.review.services.closing import approve, decline, propose, reopen, withdraw
from commitments.review.services.notes import note
from commitments.review.services.questions import NewQuestion, answer, ask, take_back
from commitments.review.services.reading import begin_reading

__all__ = [
    "NewQuestion",
    "answer",
    "approve",
    "ask",
    "begin_reading",
    "decline",
    "note",
    "propose",
    "reopen",
    "take_back",
    "withdraw",
]
