"""Who has a receipt: the own State and the secretariat; the program alone makes it, and it stays as it was made."""

from commitments.access.wall import NOBODY, own, secretariat_reads, walled
from commitments.history.database_objects import kept, register

HAS_IT = f"{own()} OR {secretariat_reads()}"
TABLE = "commitments_submissionreceipt"

walled(TABLE, seen=HAS_IT, written=NOBODY, history=HAS_IT)
register(
    "receipts_1_kept",
    kept(TABLE, "id", "submission_id", "respondent_id", "statement", "code", "signature", "key", "made_at"),
)
