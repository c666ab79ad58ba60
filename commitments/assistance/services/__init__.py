"""The verbs of papers: draft, edit, send, withdraw, restore; of pairings; and of what the secretariat records."""

from commitments.assistance.services.distribution import enter_distribution
from commitments.assistance.services.drafting import draft_paper, edit_paper
from commitments.assistance.services.mandates import say_of_mandate
from commitments.assistance.services.outcomes import record_outcome, restore_outcome, withdraw_outcome
from commitments.assistance.services.pairing import pair, say_outcome
from commitments.assistance.services.sending import restore_paper, send_paper, withdraw_paper

__all__ = [
    "draft_paper",
    "edit_paper",
    "enter_distribution",
    "pair",
    "record_outcome",
    "restore_outcome",
    "restore_paper",
    "say_of_mandate",
    "say_outcome",
    "send_paper",
    "withdraw_outcome",
    "withdraw_paper",
]
