"""The pages of cycles and their calls, one file each."""

from commitments.calls.views.cycle import cycle, documents, extend, register, take_time_back
from commitments.calls.views.cycles import cycles
from commitments.calls.views.document import call, document
from commitments.calls.views.new import new

__all__ = ["call", "cycle", "cycles", "document", "documents", "extend", "new", "register", "take_time_back"]
