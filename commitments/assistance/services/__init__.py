"""The verbs of papers: draft, edit, send, withdraw, restore; and of pairings."""

from commitments.assistance.services.drafting import draft_paper, edit_paper
from commitments.assistance.services.mandates import record_outcome, say_of_mandate, withdraw_outcome
from commitments.assistance.services.pairing import pair, say_outcome
from commitments.assistance.services.sending import restore_paper, send_paper, withdraw_paper

__all__ = [
    "draft_paper",
    "edit_paper",
    "pair",
    "record_outcome",
    "restore_paper",
    "say_of_mandate",
    "say_outcome",
    "send_paper",
    "withdraw_outcome",
    "withdraw_paper",
]
