"""Who sees and writes what stands between a State and the secretariat: the two, and nobody else."""

from commitments.access.permissions import Permission
from commitments.access.wall import own, secretariat_may, secretariat_reads, walled
from commitments.submissions.walls import IS_MOVER

REVIEWS = secretariat_may(Permission.REPLY_REVIEW)
BOTH = f"{own()} OR ({secretariat_reads()})"

walled("commitments_finding", seen=BOTH, written=REVIEWS, history=BOTH)
walled("commitments_clarificationrequest", seen=BOTH, written=f"{own()} OR {REVIEWS}", history=BOTH)
walled("commitments_closing", seen=secretariat_reads(), written=IS_MOVER, history=secretariat_reads())
