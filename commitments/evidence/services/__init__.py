"""The verbs that write evidence."""

from commitments.evidence.services.attaching import attach_to_action, detach_from_action
from commitments.evidence.services.editing import edit_evidence, restore_evidence, set_audience, withdraw_evidence
from commitments.evidence.services.many import Outcome, record_files
from commitments.evidence.services.recording import Request, record_file, record_link, record_upload

__all__ = [
    "Outcome",
    "Request",
    "attach_to_action",
    "detach_from_action",
    "edit_evidence",
    "record_file",
    "record_files",
    "record_link",
    "record_upload",
    "restore_evidence",
    "set_audience",
    "withdraw_evidence",
]
