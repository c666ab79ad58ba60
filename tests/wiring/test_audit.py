"""The audit of dependencies fails on a known vulnerability, and says how many it could look up."""

import json
import runpy
import subprocess
from typing import Any

import pytest

from tracker.env import ROOT

SAFE: dict[str, Any] = {"name": "django", "version": "5.2.19", "vulns": []}
HELD_BACK: dict[str, Any] = {"name": "amqp", "skip_reason": "not found"}
FAULTY: dict[str, Any] = {
    "name": "pyyaml", "version": "5.3", "vulns": [{"id": "PYSEC-2021-142", "fix_versions": ["5.4"]}]
}  # fmt: skip


def audited(monkeypatch: pytest.MonkeyPatch, said: str) -> int:
    done = subprocess.CompletedProcess([], 0, stdout=said, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_kwargs: done)
    return int(runpy.run_path(str(ROOT / ".ci" / "audit"))["main"]())


def test_a_known_vulnerability_is_named_and_fails(monkeypatch, capsys):
    assert audited(monkeypatch, json.dumps({"dependencies": [SAFE, FAULTY]})) == 1

    assert "pyyaml 5.3: PYSEC-2021-142, mended in 5.4" in capsys.readouterr().out


def test_what_could_not_be_looked_up_is_counted_and_is_no_failure(monkeypatch, capsys):
    assert audited(monkeypatch, json.dumps({"dependencies": [SAFE, HELD_BACK]})) == 0

    assert "1 of 2 locked dependencies audited" in capsys.readouterr().out


def test_without_an_answer_it_says_that_nothing_was_audited(monkeypatch, capsys):
    assert audited(monkeypatch, "") == 0

    assert "Not audited" in capsys.readouterr().out
