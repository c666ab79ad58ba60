"""Replies for tests of counts: written row by row as the program's role, with no help from services."""

from datetime import UTC, date, datetime
from typing import Any

from commitments.access.models import User
from commitments.instruments.models import Instrument, Obligation
from commitments.respondents.models import Respondent
from commitments.submissions.models import (
    AskedRespondent,
    CycleInstrument,
    ObligationReport,
    ReportingCycle,
    Submission,
)
from tests.factories.access import person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEEDED: dict[str, dict[str, Any]] = {
    "planned": {"planned_on": date(2027, 1, 1)},
    "considered": {"considered_on": date(2026, 1, 1), "considered_outcome": "Considered."},
    "not_applicable": {"reason": "It does not apply."},
}


def cycle_of(
    slug: str = "spring", *, asked: list[str] | None = None, instruments: list[Instrument] | None = None
) -> ReportingCycle:
    """An open cycle on the founding instrument, asking all Member States or those named."""
    cycle = ReportingCycle.objects.create(
        slug=slug, name=f"Cycle {slug}", opened_at=NOON,
        soft_deadline_on=date(2026, 5, 1), hard_deadline_on=date(2026, 6, 1),
    )  # fmt: skip
    for instrument in instruments or list(Instrument.objects.founding()):
        CycleInstrument.objects.create(cycle=cycle, instrument=instrument)
    states = Respondent.objects.member_states()
    states = states if asked is None else states.filter(code__in=asked)
    AskedRespondent.objects.bulk_create([AskedRespondent(cycle=cycle, respondent=state) for state in states])
    return cycle


def draft(cycle: ReportingCycle, code: str, **fields: Any) -> Submission:
    """A working version of the respondent's reply."""
    return Submission.objects.create(
        cycle=cycle, respondent=Respondent.objects.get(code=code), created_at=NOON, **fields
    )


def answer(
    submission: Submission, reference: str, status: str, audience: str = "public", **fields: Any
) -> ObligationReport:
    """One answer in a working version."""
    obligation = Obligation.objects.get(reference=reference, instrument__in=submission.cycle.instruments.all())
    return ObligationReport.objects.create(
        submission=submission, cycle=submission.cycle, respondent=submission.respondent, obligation=obligation,
        status=status, audience=audience, saved_at=NOON,
        **{"answers_as": "both" if obligation.answers_as else "", **NEEDED.get(status, {}), **fields},
    )  # fmt: skip


def send(submission: Submission, *, by: User | None = None, is_nil: bool = False) -> Submission:
    """The version is received and current; an earlier one is superseded."""
    Submission.objects.filter(cycle=submission.cycle, respondent=submission.respondent, is_current=True).update(
        is_current=False
    )
    submission.stage, submission.is_current, submission.is_nil = "received", True, is_nil
    submission.submitted_at, submission.submitted_by = NOON, by or person()
    submission.submitted_as, submission.use_in_report = "focal_point", "named"
    submission.save()
    return submission


def reply(cycle: ReportingCycle, code: str, answers: dict[str, Any], **fields: Any) -> Submission:
    """A reply as received: answers by reference, each a status, or status and audience, or these and a capacity."""
    submission = draft(cycle, code, **fields)
    for reference, said in answers.items():
        status, audience, *capacity = said if isinstance(said, tuple) else (said, "public")
        answer(submission, reference, status, audience, **({"answers_as": capacity[0]} if capacity else {}))
    return send(submission, is_nil=not answers)
