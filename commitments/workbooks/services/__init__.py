"""The verbs of workbooks: take a file in, take over what it says, throw it away."""

from commitments.workbooks.services.receiving import receive
from commitments.workbooks.services.taking import Decided, NotAsRead, take_over, throw_away

__all__ = ["Decided", "NotAsRead", "receive", "take_over", "throw_away"]
