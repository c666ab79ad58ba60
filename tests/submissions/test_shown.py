"""To whom an answer is shown and what it cites is open, whatever changes: compared with the rule spelled out in Python."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from commitments.access.audience import LADDER, Audience, narrower
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
    behind = [one for one in (record.action, record.figure, record.evidence) if one]
    if any(one.withdrawn_at for one in behind):
        return ""
    reach: Audience = record.audience
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
def test_what_is_shown_and_open_follows_the_rule_after_every_change(sent: ReportingCycle, seed: int) -> None:
    dice = Random(seed)
    found: set[str] = set()
    for _step in range(20):
        dice.choice(CHANGES)(dice)

        for report in ObligationReport.objects.select_related("submission"):
            assert report.shown_to == rule_for_answer(report)
        for record in CitedRecord.objects.select_related("action", "figure", "evidence"):
            assert record.open_to == rule_for_cited(record)
            found.add(record.open_to)

    assert len(found) > 1


def test_nothing_of_a_draft_is_shown_to_anybody_outside() -> None:
    make.answer(make.submission())

    assert set(ObligationReport.objects.values_list("shown_to", flat=True)) == {""}


def test_the_program_cannot_show_more_of_an_answer_than_the_rule(sent: ReportingCycle) -> None:
    before = [*ObligationReport.objects.order_by("pk").values_list("shown_to", flat=True)]

    ObligationReport.objects.update(shown_to="public")

    assert [*ObligationReport.objects.order_by("pk").values_list("shown_to", flat=True)] == before


def test_the_program_cannot_open_a_cited_record_at_all(sent: ReportingCycle) -> None:
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        CitedRecord.objects.update(open_to="public")


def places(table: str) -> list[tuple[int, str]]:
    """Where each row of the table stands: another place tells that it was written anew."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, ctid::text FROM commitments_{table} ORDER BY id")
        return cursor.fetchall()


@pytest.mark.parametrize(
    "change",
    [
        lambda: ObligationReport.objects.update(audience="own_state"),
        lambda: Submission.objects.update(is_current=False),
    ],
    ids=["an audience", "superseding"],
)
def test_what_changes_an_answer_rewrites_nothing_that_it_cites(
    sent: ReportingCycle, change: Callable[[], object]
) -> None:
    answers, records = places("obligationreport"), places("citedrecord")

    change()

    assert places("obligationreport") != answers
    assert places("citedrecord") == records != []
