"""What the pages of reading a reply read."""

from commitments.review.queries.paragraph import paragraph_page
from commitments.review.queries.questions import questions_page
from commitments.review.queries.queue import Queue, Tab, queue_of
from commitments.review.queries.reply import ReadRow, ReplyPage, reply_page, row_page

__all__ = [
    "Queue",
    "ReadRow",
    "ReplyPage",
    "Tab",
    "paragraph_page",
    "questions_page",
    "queue_of",
    "reply_page",
    "row_page",
]
