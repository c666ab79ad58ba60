"""What a receipt states of a version: whose it is, when it came, and the digest of each answer, record and file.

Digests and no content, so that a receipt can be shown to anybody. That of a file is the SHA-256 of its bytes, which
every computer tells; those of answers and records are of their fields in the spelling of JSON in which they were
frozen (submissions/services/freezing.py).
"""

from collections import defaultdict
from typing import Any

from commitments.history.sealing.digests import moment
from commitments.submissions.models import CitedRecord, ObligationReport, Submission
from commitments.submissions.services.freezing import answered, digest, fields_of
from commitments.submissions.status import CONTENT

KIND = "receipt of a submission"
"""Stands in every statement, so that a signature under one is never taken for one under anything else."""
FORM = 1


def statement_of(whole: Submission) -> dict[str, Any]:
    """All that the receipt of a version that was sent states: the same for ever, for nothing under it changes."""
    cited = defaultdict(list)
    for record in CitedRecord.objects.filter(submission=whole).order_by("pk"):
        cited[record.report_id].append(_record(record))
    return {
        "kind": KIND, "form": FORM,
        "respondent": {"code": whole.respondent.code, "name": whole.respondent.short_name},
        "cycle": {"code": whole.cycle.slug, "name": whole.cycle.name},
        "submission": str(whole.public_id), "version": whole.number,
        "received_at": moment(whole.submitted_at) if whole.submitted_at else None, "sent_as": whole.submitted_as,
        "is_late": whole.is_late, "is_nil": whole.is_nil, "is_provisional": whole.is_provisional,
        **_of_paper(whole),
        "content_sha256": whole.content_sha256,
        "answers": [
            _answer(report, cited[report.pk]) for report in answered(whole).select_related("obligation__instrument")
        ],
    }  # fmt: skip


def _of_paper(whole: Submission) -> dict[str, str]:
    """Of a reply that was entered from a source document: the digest of that file, and the day it came."""
    if whole.entered_by_id is None:
        return {}
    return {"source_sha256": whole.source.sha256, "came_on": str(whole.received_on)}


def code_of(statement: object) -> str:
    """The digest of the statement: the code under which the receipt is known. Refuses with ValueError."""
    return digest(statement)


def files_in(statement: dict[str, Any]) -> frozenset[str]:
    """The digests of the files it names."""
    cited = (record for answer in statement["answers"] for record in answer["cited"])
    return frozenset(record["file_sha256"] for record in cited if "file_sha256" in record)


def _answer(report: ObligationReport, cited: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "instrument": report.obligation.instrument.symbol, "reference": report.obligation.reference,
        "sha256": digest(fields_of(report, CONTENT)), "cited": cited,
    }  # fmt: skip


def _record(record: CitedRecord) -> dict[str, Any]:
    said = {"kind": record.kind, "sha256": record.sha256}
    if file_sha256 := record.content.get("sha256"):
        said["file_sha256"] = file_sha256
    return said
