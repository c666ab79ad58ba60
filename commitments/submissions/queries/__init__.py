"""What the desk, one answer, the review and the reading of a submission show, joined for a page each."""

from commitments.submissions.queries.answer import AnswerPage, answer_page, asked_at
from commitments.submissions.queries.changes import Comparison, comparison_of, said_of, versions_up_to
from commitments.submissions.queries.desk import Desk, Row, desk_of
from commitments.submissions.queries.reading import ReadAnswer, Reading, reading_of, versions_at
from commitments.submissions.queries.review import Review, review_of
from commitments.submissions.queries.scope import Place, asked_in, own_place_for, place_for, respondents_of

__all__ = [
    "AnswerPage",
    "Comparison",
    "Desk",
    "Place",
    "ReadAnswer",
    "Reading",
    "Review",
    "Row",
    "answer_page",
    "asked_at",
    "asked_in",
    "comparison_of",
    "desk_of",
    "own_place_for",
    "place_for",
    "reading_of",
    "respondents_of",
    "review_of",
    "said_of",
    "versions_at",
    "versions_up_to",
]
