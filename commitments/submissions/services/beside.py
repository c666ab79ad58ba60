"""What stands beside an answer and may change at any time: who reads it, and how a report may use it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from commitments.access.actor import Actor
from commitments.access.audience import Audience, UseInReport
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.submissions.models import ObligationReport
from commitments.submissions.services.rights import hold
from commitments.web.transactions import joining


@joining()
def set_audience(reports: Iterable[ObligationReport], audience: Audience, *, by: Actor, now: datetime) -> int:
    """Let `audience` read these answers once they are submitted; returns how many changed."""
    return _set(reports, "audience", Audience(audience), by=by, now=now)


@joining()
def set_use_in_report(reports: Iterable[ObligationReport], use: UseInReport | None, *, by: Actor, now: datetime) -> int:
    """Let reports use these answers so; `None` follows the whole submission again."""
    return _set(reports, "use_in_report", UseInReport(use) if use else "", by=by, now=now)


def _set(reports: Iterable[ObligationReport], name: str, value: str, *, by: Actor, now: datetime) -> int:
    changed = [report for report in reports if getattr(report, name) != value]
    if not changed:
        return 0
    for respondent_id in {report.respondent_id for report in changed}:
        demand(by, Permission.AUDIENCE_SET, respondent_id)
    hold(report.submission_id for report in changed)
    ObligationReport.objects.filter(pk__in=[r.pk for r in changed]).update(**{name: value}, version=F("version") + 1)
    for report in changed:
        setattr(report, name, value)
        report.version += 1
        announce(EventName.AUDIENCE_CHANGED, subject=report, by=by, now=now, **{name: value})
    return len(changed)
