"""Every fault of `make faults`, a few tries each, on a ground of its own; and the recount notices what it is there for."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.breaking.faults import FAULTS
from tests.breaking.ledger import ANSWER, EVIDENCE, Ledger
from tests.breaking.orders import spread
from tests.breaking.recount import counted, half_files
from tests.breaking.works import WORKS
from tests.conftest import AS_GIVEN
from tests.factories import evidence
from tests.factories import submissions as make
from tracker.celery import app
from tracker.env import ROOT


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """What came of each fault, broken in a process of its own."""
    into = tmp_path_factory.mktemp("faults") / "faults.json"
    command = [sys.executable, "-m", "tests.breaking", "--small", "--into", str(into)]
    done = subprocess.run(command, cwd=ROOT, env=AS_GIVEN, capture_output=True, text=True, check=False)
    figures = json.loads(into.read_text()) if into.exists() else {}

    def of(key: str) -> dict[str, Any]:
        return dict(figures.get(key) or pytest.fail(done.stdout + done.stderr))

    return of


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.key)
def test_nothing_acknowledged_is_lost_or_double_when_it_breaks(broken, fault):
    outcome = broken(fault.key)

    if outcome["skipped"]:
        pytest.skip(outcome["skipped"])
    assert outcome["wrong"] == []
    assert (outcome["lost"], outcome["doubled"], outcome["half_files"]) == (0, 0, 0)
    assert outcome["rollups_recount"]
    assert outcome["history_verifies"]
    assert outcome["tries"] > 0


def test_every_task_of_the_program_is_killed():
    ours = {name for name in app.tasks if name.startswith("commitments.")}

    assert {work.task for work in WORKS} == ours


def test_the_recount_notices_what_is_lost_what_is_double_and_a_half_file(committed_db, tmp_path):
    settings.SEALS_FILE = str(tmp_path / "seals")
    ledger = Ledger(tries=3)
    make.sent("KEN", narrative="kept")
    evidence.link("THA", title="twice")
    evidence.link("THA", title="twice")
    blob = evidence.file("THA").blob
    assert counted(whole_ledger()).is_whole
    ledger.told(ANSWER, "kept")
    ledger.told(ANSWER, "never kept")
    ledger.told(EVIDENCE, "twice")

    (Path(settings.MEDIA_ROOT) / blob.path).write_bytes(b"half")
    outcome = counted(ledger)

    assert (outcome.acknowledged, outcome.lost, outcome.doubled, outcome.half_files) == (3, 1, 1, 1)
    assert not outcome.is_whole


def whole_ledger() -> Ledger:
    """Somebody was told that an answer is kept, and it is."""
    ledger = Ledger(tries=1)
    ledger.told(ANSWER, "kept")
    return ledger


def test_a_file_that_nobody_names_and_that_is_not_what_its_name_says_is_half_a_file(committed_db):
    evidence.file("THA")
    assert half_files() == []

    folder = Path(settings.MEDIA_ROOT) / "evidence" / "THA"
    (folder / ("0" * 64)).write_bytes(b"something else")

    assert half_files() == [os.path.join("evidence", "THA", "0" * 64)]


def test_steps_are_spread_from_the_first_to_the_last():
    assert list(spread(3, 10)) == [1, 2, 3]
    assert list(spread(101, 3)) == [1, 51, 101]
    assert list(spread(9, 1)) == [5]
