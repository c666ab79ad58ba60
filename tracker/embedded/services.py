"""Database and broker without the program: for tests and single commands, shared by all who hold a lease.

Whoever needs them holds a shared lock on a file as long as he lives. A process of its own starts
them, and stops them when nobody has held the lock for a while: a test run that is killed leaves
nothing behind, and two runs beside each other share one server.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tracker.embedded import redis
from tracker.embedded.children import Child
from tracker.embedded.layout import Layout, python
from tracker.embedded.postgres import Cluster, cluster_for
from tracker.embedded.problems import CannotStart
from tracker.env import ROOT, Environment

LINGER_SECONDS = 45.0
_STARTED: list["subprocess.Popen[bytes]"] = []  # they outlive us on purpose
PATIENCE = 90.0


class StopRequested(BaseException):
    """A signal asked us to end; raised wherever we are."""


def stop_on_signals() -> None:
    """From here on SIGINT, SIGTERM and SIGHUP raise StopRequested, once."""

    def ask(number: int, _frame: object) -> None:
        ignore_signals()
        raise StopRequested(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)


def ignore_signals() -> None:
    """While stopping, further signals change nothing."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def exclusive(layout: Layout) -> Iterator[None]:
    """One supervisor per data folder."""
    with open(layout.var / "supervisor.lock", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise CannotStart(f"It already runs from this folder (process {holder}): stop that one first.") from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def serve(layout: Layout, given: Environment, *, fast: bool) -> None:
    """Run database and broker until told to stop or nobody needs them any more."""
    layout.prepare()
    with exclusive(layout):
        stop_on_signals()
        cluster = cluster_for(layout, given, fast=fast)
        cluster.create_if_missing()
        children = [cluster.child(), redis.broker(layout, given)]
        try:
            for child in children:
                child.start()
            cluster.wait_until_ready(children[0])
            cluster.bootstrap()
            redis.wait_until_ready(layout, children[1])
            _ready_mark(layout).write_text(str(os.getpid()))
            _wait_while_needed(layout, children)
        except StopRequested:
            pass
        finally:
            ignore_signals()
            _ready_mark(layout).unlink(missing_ok=True)
            for child in reversed(children):
                child.stop()


def _wait_while_needed(layout: Layout, children: list[Child]) -> None:
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < LINGER_SECONDS:
        time.sleep(0.5)
        for child in children:
            if not child.running:
                raise CannotStart(f"The {child.name} ended by itself; its reason is at the end of {child.log}.")
        with open(_lease_file(layout), "a") as lease:
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                idle_since = time.monotonic()


def _ready_mark(layout: Layout) -> Path:
    return layout.var / "services.ready"


def _lease_file(layout: Layout) -> Path:
    return layout.var / "services.lease"


def take_lease(layout: Layout, *, fast: bool) -> IO[str]:
    """Have the services running as long as the returned file stays open; starts them if they are not."""
    layout.prepare()
    lease = open(_lease_file(layout), "a")  # noqa: SIM115 (the open file is the lease)
    end = time.monotonic() + PATIENCE
    while not _try_lease(lease) or not _serving(layout):
        starter = _start(layout, fast=fast)
        while starter.poll() is None and not _serving(layout):
            if time.monotonic() > end:
                raise CannotStart(f"Database and broker did not start in time; see {layout.logs}.")
            time.sleep(0.05)
        if starter.poll() not in {None, 0} and not _busy(layout):
            raise CannotStart((layout.logs / "services.log").read_text(errors="replace").strip().splitlines()[-1])
        if time.monotonic() > end:
            raise CannotStart(f"Database and broker did not start in time; see {layout.logs}.")
    return lease


def _try_lease(lease: IO[str]) -> bool:
    try:
        fcntl.flock(lease, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy(layout: Layout) -> bool:
    with open(layout.var / "supervisor.lock", "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _serving(layout: Layout) -> bool:
    """Ready, and not left over: the process that wrote the mark holds the lock."""
    return _ready_mark(layout).exists() and _busy(layout)


def supervised(layout: Layout) -> bool:
    """Whether `make run` has this folder's database and broker running."""
    return _busy(layout) and not _ready_mark(layout).exists()


def _start(layout: Layout, *, fast: bool) -> "subprocess.Popen[bytes]":
    arguments = ["services", "--fast"] if fast else ["services"]
    if not _busy(layout):
        _ready_mark(layout).unlink(missing_ok=True)
    with open(layout.logs / "services.log", "wb") as log:
        starter = subprocess.Popen(
            python("-m", "tracker.embedded", *arguments),
            cwd=ROOT,
            env={**os.environ, "VAR_DIR": str(layout.var)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _STARTED.append(starter)
    return starter


def stop(layout: Layout) -> None:
    """Ask the services of this folder to end, and wait for it."""
    if not layout.var.is_dir() or not _serving(layout):
        return
    os.kill(int(_ready_mark(layout).read_text()), signal.SIGTERM)
    while _busy(layout):
        time.sleep(0.05)


def running_cluster(layout: Layout, given: Environment, *, fast: bool) -> Cluster:
    """The cluster that a lease keeps running, for those who make databases in it."""
    return cluster_for(layout, given, fast=fast)


if sys.platform != "linux":
    raise CannotStart("The embedded set-up needs Linux: set DATABASE_URL and CELERY_BROKER_URL to running services.")
