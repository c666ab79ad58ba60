"""The pages of papers, one file each."""

from commitments.assistance.views.drafting import edit, new
from commitments.assistance.views.index import index, papers
from commitments.assistance.views.paper import paper, restore, send, withdraw
from commitments.assistance.views.received import compiled, received

__all__ = ["compiled", "edit", "index", "new", "paper", "papers", "received", "restore", "send", "withdraw"]
