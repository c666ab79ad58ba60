"""The pages of contributions: what was given, what was offered, and what a link opens."""

from commitments.contributions.views.contributors import contributors, take_back
from commitments.contributions.views.link import link
from commitments.contributions.views.offered import decline, offered

__all__ = ["contributors", "decline", "link", "offered", "take_back"]
