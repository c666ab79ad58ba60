"""The demonstration is loaded once, marked for good, cleared without a rest, and never in production."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connections

from commitments.access.actor import program
from commitments.access.models import User, actor_for
from commitments.demonstration import plan
from commitments.demonstration.clearing import CLEARING
from commitments.demonstration.refusals import DemonstrationRefused
from commitments.demonstration.services import clear_demonstration, load_demonstration
from commitments.implementation.models import ImplementationAction
from commitments.submissions import services
from commitments.submissions.models import ObligationReport, ReportingCycle, Submission
from commitments.web.installation import ever_held_demonstration, holds_demonstration
from tests.factories import submissions as make

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LOADER = program("load_demonstration")


def quiet(_: str) -> None:
    """Say nothing."""


def test_production_refuses_the_demonstration(db, monkeypatch):
    monkeypatch.setattr(settings, "DEPLOYMENT", "production")

    with pytest.raises(DemonstrationRefused):
        load_demonstration(by=LOADER, now=NOW, told=quiet)

    assert not ever_held_demonstration()


def test_loaded_twice_it_is_there_once_and_cleared_it_leaves_only_its_mark(committed_db, monkeypatch):
    monkeypatch.setattr(plan, "REPLIES_PAST", 4)
    monkeypatch.setattr(plan, "REPLIES_OPEN", 1)
    monkeypatch.setattr(plan, "DRAFTS_OPEN", 1)
    monkeypatch.setattr(plan, "LATE", 1)

    first = load_demonstration(by=LOADER, now=NOW, told=quiet)
    counted = Submission.objects.count(), ObligationReport.objects.count()
    second = load_demonstration(by=LOADER, now=NOW, told=quiet)

    assert (first, second) == (True, False)
    assert (Submission.objects.count(), ObligationReport.objects.count()) == counted
    assert ReportingCycle.objects.filter(is_demonstration=True).count() == 2
    assert Submission.objects.filter(is_late=True).count() == 1
    assert holds_demonstration()

    clear_demonstration(now=NOW, told=quiet)

    assert not holds_demonstration()
    assert ever_held_demonstration()
    left = [
        model.objects.count() for model in (User, ReportingCycle, Submission, ObligationReport, ImplementationAction)
    ]
    assert left == [0, 0, 0, 0, 0]


def test_what_demonstration_people_did_in_a_cycle_that_is_none_goes_with_them(committed_db, monkeypatch):
    monkeypatch.setattr(plan, "REPLIES_PAST", 2)
    monkeypatch.setattr(plan, "REPLIES_OPEN", 0)
    monkeypatch.setattr(plan, "DRAFTS_OPEN", 0)
    load_demonstration(by=LOADER, now=NOW, told=quiet)
    real = make.cycle()
    focal_point = actor_for(User.objects.get(email="focal-point.tha@example.org"), today=make.NOON.date())
    whole = make.submission(of=real, by=focal_point)
    shown = make.evidence(created_by_id=focal_point.user_id)
    services.attach_evidence(whole, make.obligations(real)[0], shown, by=focal_point, now=make.NOON)
    administrator = User.objects.get(email="administrator@example.org")
    LogEntry.objects.create(user=administrator, action_flag=CHANGE, object_repr="an account")

    clear_demonstration(now=NOW, told=quiet)

    assert [*ReportingCycle.objects.all()] == [real]
    assert (User.objects.count(), Submission.objects.count(), LogEntry.objects.count()) == (0, 0, 0)


def test_the_programs_own_role_may_not_clear_what_was_submitted(committed_db, monkeypatch):
    monkeypatch.setattr(plan, "REPLIES_PAST", 2)
    monkeypatch.setattr(plan, "REPLIES_OPEN", 0)
    monkeypatch.setattr(plan, "DRAFTS_OPEN", 0)
    load_demonstration(by=LOADER, now=NOW, told=quiet)
    answers = dict(CLEARING)["answers"]

    with (
        pytest.raises(Exception, match=r"(?i)never|not change|frozen|refused|sent"),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(answers)

    assert ObligationReport.objects.exists()
