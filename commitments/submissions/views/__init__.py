"""The pages of submissions: the desk of a State, and what it sent as others read it."""

from commitments.submissions.views.answer import already_party, answer, evidence, same_answer, short
from commitments.submissions.views.beside import beside
from commitments.submissions.views.carried import carried, still_true
from commitments.submissions.views.changes import changes
from commitments.submissions.views.desk import desk
from commitments.submissions.views.evidence_file import evidence_file, evidence_page, evidence_preview
from commitments.submissions.views.moves import (
    clearance,
    give_back,
    nil,
    recall,
    release,
    revise,
    settle,
    submit,
    throw_away,
)
from commitments.submissions.views.readers import readers
from commitments.submissions.views.reading import submission, versions
from commitments.submissions.views.review import cover, review
from commitments.submissions.views.story import story

__all__ = [
    "already_party",
    "answer",
    "beside",
    "carried",
    "changes",
    "clearance",
    "cover",
    "desk",
    "evidence",
    "evidence_file",
    "evidence_page",
    "evidence_preview",
    "give_back",
    "nil",
    "readers",
    "recall",
    "release",
    "review",
    "revise",
    "same_answer",
    "settle",
    "short",
    "still_true",
    "story",
    "submission",
    "submit",
    "throw_away",
    "versions",
]
