"""The verbs of papers: draft, edit, send, withdraw, restore."""

from commitments.assistance.services.drafting import draft_paper, edit_paper
from commitments.assistance.services.sending import restore_paper, send_paper, withdraw_paper

__all__ = ["draft_paper", "edit_paper", "restore_paper", "send_paper", "withdraw_paper"]
