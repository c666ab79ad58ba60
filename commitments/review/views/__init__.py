"""The pages of reading replies, and of the questions to a State."""

from commitments.review.views.answer import answer
from commitments.review.views.closing import close, decline, propose, reopen, withdraw
from commitments.review.views.questions import answer_question, questions
from commitments.review.views.queue import paragraph, queue
from commitments.review.views.reply import ask, begin, reply, take_back

__all__ = [
    "answer",
    "answer_question",
    "ask",
    "begin",
    "close",
    "decline",
    "paragraph",
    "propose",
    "questions",
    "queue",
    "reopen",
    "reply",
    "take_back",
    "withdraw",
]
