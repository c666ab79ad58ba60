"""The pages of papers, one file each."""

from commitments.assistance.views.distribution import distribute, distribution
from commitments.assistance.views.drafting import edit, new
from commitments.assistance.views.index import index, papers
from commitments.assistance.views.mandates import mandate, mandates, mandates_file
from commitments.assistance.views.outcomes import decided, restore_outcome, withdraw_outcome
from commitments.assistance.views.pairings import balance, outcome, pair
from commitments.assistance.views.paper import paper, restore, send, withdraw
from commitments.assistance.views.received import compiled, received

__all__ = [
    "balance",
    "compiled",
    "decided",
    "distribute",
    "distribution",
    "edit",
    "index",
    "mandate",
    "mandates",
    "mandates_file",
    "new",
    "outcome",
    "pair",
    "paper",
    "papers",
    "received",
    "restore",
    "restore_outcome",
    "send",
    "withdraw",
    "withdraw_outcome",
]
