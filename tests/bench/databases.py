"""Filled databases in the test cluster: kept for the next run as long as tables, reference data and the fill are the same."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.stage import SUPERUSER_URL
from tests.databases import TestServices
from tracker.embedded import loading
from tracker.embedded.postgres import SUPERUSER
from tracker.env import ROOT

SERVICES = TestServices()
FILL = [ROOT / "commitments" / "demonstration", ROOT / "commitments" / "rollups"]


@contextmanager
def alone() -> Iterator[None]:
    """One bench at a time: a second one would make the databases anew under the first. Waits for it."""
    SERVICES.layout.var.mkdir(parents=True, exist_ok=True)
    with (SERVICES.layout.var / "bench.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def filled(times: int) -> dict[str, str]:
    """The environment of a program on the database that is `times` the smallest; made if it is missing or of another code."""
    name = f"measured_{times}"
    wanted = loading.fingerprint(FILL, [SERVICES.template()])
    environment = SERVICES.environment(name)
    environment[SUPERUSER_URL] = SERVICES.layout.database_url(SUPERUSER, name)
    cluster = SERVICES.start()
    if loading.read_stamp(cluster, name) != wanted:
        SERVICES.clone(name)
        command = [sys.executable, str(Path(ROOT) / "manage.py"), "fill_for_measuring", "--times", str(times)]
        subprocess.run(command, env=SERVICES.program_environment(name), check=True)
        loading.write_stamp(cluster, name, wanted)
    return environment


def verified(environment: dict[str, str]) -> bool:
    """Whether every kept count is what the records say, after all that was measured."""
    command = [sys.executable, str(Path(ROOT) / "manage.py"), "verify_rollups"]
    return subprocess.run(command, env={**SERVICES.program_environment(""), **environment}, check=False).returncode == 0
