"""Cycles, submissions, the answers in them, and what each version froze."""

from commitments.submissions import sql as _promises  # noqa: F401 - registers the triggers that hold rule 6
from commitments.submissions.models.cited import CitedRecord
from commitments.submissions.models.cycle import AskedRespondent, CycleInstrument, ReportingCycle
from commitments.submissions.models.extension import DeadlineExtension
from commitments.submissions.models.reply import Reply
from commitments.submissions.models.report import EvidenceOfReport, ObligationReport
from commitments.submissions.models.setting import ReplySetting
from commitments.submissions.models.source import SourceDocument
from commitments.submissions.models.submission import StageMove, Submission

__all__ = [
    "AskedRespondent",
    "CitedRecord",
    "CycleInstrument",
    "DeadlineExtension",
    "EvidenceOfReport",
    "ObligationReport",
    "Reply",
    "ReplySetting",
    "ReportingCycle",
    "SourceDocument",
    "StageMove",
    "Submission",
]
