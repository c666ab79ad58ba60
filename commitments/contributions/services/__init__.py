"""The verbs of contributions: giving paragraphs and taking them back, offering a text by a link, deciding on it."""

from commitments.contributions.services.deciding import answer_with, decline, take
from commitments.contributions.services.giving import Recipient, give, take_back
from commitments.contributions.services.offering import note_opening, offer

__all__ = ["Recipient", "answer_with", "decline", "give", "note_opening", "offer", "take", "take_back"]
