"""Reads of treaties joined for a page: counts of parties, facts beside an answer, a State's record, the matrix."""

from commitments.treaties.queries.facts import (
    Lists,
    facts_by_obligation,
    facts_by_respondent,
    facts_for,
    facts_then,
    lists_at,
    record_of,
)
from commitments.treaties.queries.matrix import Matrix, matrix
from commitments.treaties.queries.participants import participants_by_treaty, participants_of
from commitments.treaties.queries.parties import (
    LinkedObligation,
    NotOnTheList,
    PartiesPage,
    TreatyWithParties,
    linked_obligations,
    members_by_group,
    parties_by_group,
    parties_on,
    parties_over_time,
    parties_page,
    signatures_on,
    treaties_with_parties,
)

__all__ = [
    "LinkedObligation",
    "Lists",
    "Matrix",
    "NotOnTheList",
    "PartiesPage",
    "TreatyWithParties",
    "facts_by_obligation",
    "facts_by_respondent",
    "facts_for",
    "facts_then",
    "linked_obligations",
    "lists_at",
    "matrix",
    "members_by_group",
    "participants_by_treaty",
    "participants_of",
    "parties_by_group",
    "parties_on",
    "parties_over_time",
    "parties_page",
    "record_of",
    "signatures_on",
    "treaties_with_parties",
]
