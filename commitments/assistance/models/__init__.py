"""The tables of what is needed: proposals of States and the paragraphs they name."""

from commitments.assistance.models.paper import Paper, PaperObligation
from commitments.assistance.models.proposal import Proposal, ProposalObligation

__all__ = ["Paper", "PaperObligation", "Proposal", "ProposalObligation"]
