"""A database for measuring: the same records with triggers and without, counted right, marked, cleared, never in production."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection

from commitments.access.actor import program
from commitments.demonstration.growth import GROWTHS, Growth
from commitments.demonstration.measuring import fill_for_measuring
from commitments.demonstration.refusals import DemonstrationRefused
from commitments.demonstration.services import clear_demonstration
from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction
from commitments.instruments.models import Instrument
from commitments.rollups.models import Rollup, RollupVersion
from commitments.rollups.recount import recount
from commitments.submissions.models import CitedRecord, ObligationReport, ReportingCycle
from commitments.web.installation import ever_held_demonstration, holds_demonstration

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FILLER = program("fill_for_measuring")
ANSWERS, REVISED = 193 * 41, 8 * 41
INDEXES_AND_TRIGGERS = """
    SELECT pg_get_indexdef(indexrelid) FROM pg_index UNION ALL
    SELECT format('%s %s %s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1
"""


def fill(growth: Growth) -> None:
    fill_for_measuring(growth, by=FILLER, now=NOW, told=lambda _: None)


def built() -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute(INDEXES_AND_TRIGGERS)
        return cursor.fetchall()


def test_production_refuses_to_be_filled(db, monkeypatch):
    monkeypatch.setattr(settings, "DEPLOYMENT", "production")

    with pytest.raises(DemonstrationRefused):
        fill(GROWTHS[1])

    assert not ever_held_demonstration()


def test_growth_adds_cycles_and_texts_and_leaves_the_founding_text_its_actions():
    for times, growth in GROWTHS.items():
        actions = growth.actions_on(0) + growth.actions_elsewhere * (growth.instruments - 1)

        assert growth.times == times
        assert growth.actions_on(0) == 24_000
        assert actions == pytest.approx(times * 24_000, rel=0.001)


def test_filled_by_triggers_it_is_marked_counted_right_refused_twice_and_cleared_without_a_rest(committed_db):
    fill(Growth(cycles=1, instruments=1, actions=386))

    assert ObligationReport.objects.count() == ANSWERS + REVISED
    assert ImplementationAction.objects.count() == Evidence.objects.count() == 386
    assert ObligationReport.pgh_event_model.objects.count() == ANSWERS + REVISED
    assert holds_demonstration()
    assert (recount().is_clean, recount().answers) == (True, ANSWERS)
    with pytest.raises(DemonstrationRefused):
        fill(GROWTHS[1])

    clear_demonstration(now=NOW, told=lambda _: None)

    assert not ReportingCycle.objects.exists()
    assert recount().is_clean


def test_filled_without_triggers_it_has_its_counts_its_history_and_all_it_was_built_of(committed_db):
    before = built()

    fill(Growth(cycles=2, instruments=2, actions=386, with_triggers=False))

    assert built() == before
    assert ObligationReport.objects.count() == 4 * ANSWERS + REVISED
    assert ImplementationAction.objects.count() == 4 * 386
    assert ObligationReport.pgh_event_model.objects.count() == 4 * ANSWERS + REVISED
    assert (recount().is_clean, recount().answers) == (True, 4 * ANSWERS)
    assert Rollup.objects.exists()
    assert RollupVersion.objects.count() == 4 * 193
    assert {record.submission.is_current for record in CitedRecord.objects.select_related("submission")[:100]} == {True}

    clear_demonstration(now=NOW, told=lambda _: None)

    assert Instrument.objects.filter(slug__startswith="measured").count() == 0
