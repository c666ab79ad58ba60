"""Who sees and writes what stands between a State and the secretariat: the two, and nobody else.

Whoever works on given paragraphs reads what is asked about them as long as it is asked.
"""

from commitments.access.given import OF_AN_ANSWER
from commitments.access.permissions import Permission
from commitments.access.wall import given, in_part, own, secretariat_may, secretariat_reads, walled
from commitments.submissions.walls import IS_MOVER

REVIEWS = secretariat_may(Permission.REPLY_REVIEW)
BOTH = f"{own()} OR ({secretariat_reads()})"
ASKED_ON_A_GIVEN_PARAGRAPH = (
    f"({in_part()} AND answered_at IS NULL AND taken_back_at IS NULL "
    f"AND EXISTS (SELECT FROM unnest(obligation_ids) named WHERE {given(OF_AN_ANSWER, on='named')}))"
)

walled("commitments_finding", seen=BOTH, written=REVIEWS, history=BOTH)
walled(
    "commitments_clarificationrequest", seen=f"{BOTH} OR {ASKED_ON_A_GIVEN_PARAGRAPH}",
    written=f"{own()} OR {REVIEWS}", history=BOTH,
)  # fmt: skip
walled("commitments_closing", seen=secretariat_reads(), written=IS_MOVER, history=secretariat_reads())
