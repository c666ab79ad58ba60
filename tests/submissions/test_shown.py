"""To whom an answer and what it cites are shown, whatever changes it: compared with the rule spelled out in Python."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import connection

from commitments.access.audience import LADDER, narrower
from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction, ReportedFigure
from commitments.submissions import services
from commitments.submissions.models import CitedRecord, ObligationReport, ReportingCycle, Submission
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import Status
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db
WITHDRAWABLE = (ObligationReport, ImplementationAction, Evidence, ReportedFigure)
WITH_AUDIENCE = (ObligationReport, ImplementationAction, Evidence)


def rule_for_answer(report: ObligationReport) -> str:
    sent = report.submission.is_current and report.submission.stage in SUBMITTED
    stands = report.withdrawn_at is None and report.status != Status.NOT_REPORTED
    return str(report.audience) if sent and stands else ""


def rule_for_cited(record: CitedRecord) -> str:
    answer = rule_for_answer(record.report)
    behind = [one for one in (record.action, record.figure, record.evidence) if one]
    if not answer or any(one.withdrawn_at for one in behind):
        return ""
    reach = narrower(answer, record.audience)  # type: ignore[arg-type]
    for one in behind:
        reach = narrower(reach, getattr(one, "audience", reach))
    return str(reach)


def withdraw_or_restore(dice: Random) -> None:
    one = dice.choice(list(dice.choice(WITHDRAWABLE).objects.all()))
    by = make.focal_point().user_id
    values: dict[str, Any] = {"withdrawn_at": None, "withdrawn_by": None}
    if one.withdrawn_at is None:
        values = {"withdrawn_at": make.NOON, "withdrawn_by": by}
    type(one).objects.filter(pk=one.pk).update(**values)


def change_audience(dice: Random) -> None:
    kind = dice.choice(WITH_AUDIENCE)
    one = dice.choice(list(kind.objects.all()))
    kind.objects.filter(pk=one.pk).update(audience=dice.choice(LADDER))


def supersede_or_not(dice: Random) -> None:
    sent = Submission.objects.filter(stage__in=SUBMITTED)
    Submission.objects.filter(pk=dice.choice(list(sent)).pk).update(is_current=dice.random() < 0.7)


CHANGES: tuple[Callable[[Random], None], ...] = (withdraw_or_restore, change_audience, supersede_or_not)


@pytest.fixture
def sent() -> ReportingCycle:
    cycle = make.cycle(on=make.instrument(asked=3))
    whole, by = make.submission(of=cycle), make.focal_point()
    for obligation in make.obligations(cycle)[:3]:
        report = make.answer(whole, obligation)
        action = make.action("THA", obligation, audience=LADDER[-1])
        make.figure("THA", obligation)
        services.attach_evidence(whole, obligation, make.evidence(), by=by, now=make.NOON)
        assert (report.status, action.audience) != ("", "")
    Submission.objects.filter(pk=whole.pk).update(use_in_report="named")
    whole.refresh_from_db()
    services.submit(whole, by=by, now=make.NOON)
    return cycle


@pytest.mark.parametrize("seed", range(4))
def test_what_is_shown_follows_the_rule_after_every_change(sent: ReportingCycle, seed: int) -> None:
    dice = Random(seed)
    shown: set[str] = set()
    for _step in range(20):
        dice.choice(CHANGES)(dice)

        for report in ObligationReport.objects.select_related("submission"):
            assert report.shown_to == rule_for_answer(report)
        for record in CitedRecord.objects.select_related("report__submission", "action", "figure", "evidence"):
            assert record.shown_to == rule_for_cited(record)
            shown.add(record.shown_to)

    assert len(shown) > 1


def test_nothing_of_a_draft_is_shown_to_anybody_outside() -> None:
    make.answer(make.submission())

    assert set(ObligationReport.objects.values_list("shown_to", flat=True)) == {""}


@pytest.mark.parametrize("table", ["obligationreport", "citedrecord"])
def test_the_program_cannot_show_more_than_the_rule(sent: ReportingCycle, table: str) -> None:
    answers = f"SELECT array_agg(shown_to ORDER BY id) FROM commitments_{table}"
    with connection.cursor() as cursor:
        cursor.execute(answers)
        before = cursor.fetchall()
        if table == "obligationreport":
            cursor.execute(f"UPDATE commitments_{table} SET shown_to = 'public'")
        cursor.execute(answers)
        assert cursor.fetchall() == before
