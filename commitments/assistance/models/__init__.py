"""The tables of what is needed: proposals, requests and offers, the paragraphs they name, pairings and outcomes."""

from commitments.assistance.models.assistance import (
    AssistanceForm,
    AssistanceOffer,
    AssistanceOfferObligation,
    AssistanceRequest,
    AssistanceRequestObligation,
    Pairing,
    PairingOutcome,
)
from commitments.assistance.models.distribution import Distribution, RecipientKind
from commitments.assistance.models.mandate import BodyOutcome, Mandate
from commitments.assistance.models.paper import Paper, PaperObligation
from commitments.assistance.models.proposal import Proposal, ProposalObligation

__all__ = [
    "AssistanceForm",
    "AssistanceOffer",
    "AssistanceOfferObligation",
    "AssistanceRequest",
    "AssistanceRequestObligation",
    "BodyOutcome",
    "Distribution",
    "Mandate",
    "Pairing",
    "PairingOutcome",
    "Paper",
    "PaperObligation",
    "Proposal",
    "ProposalObligation",
    "RecipientKind",
]
