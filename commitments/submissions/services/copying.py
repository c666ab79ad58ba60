"""Copies of answers with the evidence that shows them: into the next version of a reply, and into the next cycle."""

from collections.abc import Callable, Iterable
from typing import Any

from commitments.submissions.models import EvidenceOfReport, ObligationReport, Submission
from commitments.submissions.services.answers import SAID_HERE
from commitments.submissions.status import CONTENT

ASIDE = ("obligation_id", "audience", "use_in_report", "saved_at", "saved_by_id")
"""What stands beside the words of an answer and goes with them."""
CARRYING = tuple(field.attname for field in ObligationReport._meta.concrete_fields if field.name in SAID_HERE)
Says = Callable[[ObligationReport], dict[str, Any]]


def the_same(answer: ObligationReport) -> dict[str, Any]:
    """Within a cycle: as it is; what was carried over stays so, and what was confirmed stays confirmed."""
    return {name: getattr(answer, name) for name in (*CONTENT, *CARRYING)}


def copy_of(answer: ObligationReport, says: Says, **place: Any) -> ObligationReport:
    """The answer once more, at another place, not written yet."""
    aside = {name: getattr(answer, name) for name in ASIDE}
    return ObligationReport(**says(answer), **aside, **place)


def copy_answers(into: Submission, answers: Iterable[ObligationReport], says: Says) -> None:
    """Write these answers into a draft that holds none, with the evidence that stands."""
    read = list(answers)
    place = {"submission": into, "cycle_id": into.cycle_id, "respondent_id": into.respondent_id}
    copies = ObligationReport.objects.bulk_create(copy_of(one, says, **place) for one in read)
    copy_by_pk = {one.pk: copy for one, copy in zip(read, copies, strict=True)}
    shown = EvidenceOfReport.objects.filter(report__in=read, evidence__withdrawn_at__isnull=True).order_by("pk")
    EvidenceOfReport.objects.bulk_create(
        EvidenceOfReport(
            report=copy_by_pk[link.report_id], evidence_id=link.evidence_id, respondent_id=link.respondent_id
        )
        for link in shown
    )
