"""The demonstration, small, and the program as production serves it: files hashed and compressed beforehand.

Imports stand inside: this file is read before Django starts.
"""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def demonstration(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A past and an open cycle with few replies: every kind of record is there."""
    from django.utils import timezone

    from commitments.access.actor import program
    from commitments.demonstration import plan
    from commitments.demonstration.services import load_demonstration

    for name, number in {"REPLIES_PAST": 4, "REPLIES_OPEN": 2, "DRAFTS_OPEN": 1, "LATE": 1}.items():
        monkeypatch.setattr(plan, name, number)
    load_demonstration(by=program("load_demonstration"), now=timezone.now(), told=lambda _words: None)


@pytest.fixture
def production_url(committed_db: str, settings: Any, tmp_path: Path) -> Iterator[str]:
    """The address of a real server with the files of `collectstatic`, as `make run` and production have them."""
    from tests.conftest import Program, _wait_for_web, program_environment
    from tracker.env import EMBEDDED, ROOT

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **program_environment(committed_db, settings.MEDIA_ROOT),
        "DEPLOYMENT": EMBEDDED, "STATIC_ROOT": str(tmp_path / "static"),
    }  # fmt: skip
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True, timeout=120)
    program = Program(
        ["gunicorn", "tracker.wsgi:application", "--worker-class=gthread", "--threads=8", f"--bind=127.0.0.1:{port}"],
        environment, tmp_path / "web.log",
    )  # fmt: skip
    address = f"http://localhost:{port}"
    _wait_for_web(program, address)
    yield address
    program.stop()
