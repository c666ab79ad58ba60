"""The pages of contributions: what was given, what was offered, and what a link opens."""

from commitments.contributions.views.contributors import contributors, take_back
from commitments.contributions.views.link import link
from commitments.contributions.views.offered import answer_with, decline, offered

__all__ = ["answer_with", "contributors", "decline", "link", "offered", "take_back"]
