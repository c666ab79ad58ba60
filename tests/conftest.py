"""Fixtures for all tests: a clone of the loaded database per process, real worker, real web, real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.databases import TestServices
from tests.forgetting import forget_what_was_cached
from tests.packages import chromium
from tests.stage_hand import builds_the_scene
from tracker.catalogues.keeping import compile_stale
from tracker.env import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SERVICES = TestServices()
OWN_DATABASE = f"test_{os.getpid()}"
WORKER = "celery -A tracker worker -c 1 --without-gossip --without-mingle"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

AS_GIVEN = dict(os.environ)
os.environ.update(SERVICES.environment(OWN_DATABASE))


def pytest_configure(config: pytest.Config) -> None:
    """Django starts only now, with the environment above."""
    import django

    compile_stale()
    django.setup()
    builds_the_scene()
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        # This process only leads others, which make an environment of their own from the one that was given.
        for name in os.environ.keys() - AS_GIVEN.keys():
            del os.environ[name]
        os.environ.update(AS_GIVEN)


def pytest_unconfigure() -> None:
    """Give the services back; they end by themselves when nobody needs them."""
    SERVICES.release()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Instead of pytest-django's own: this process gets a clone, and connects as the runtime role."""
    SERVICES.drop_abandoned()
    SERVICES.clone(OWN_DATABASE)
    yield
    with django_db_blocker.unblock():
        _close_connections()
    SERVICES.drop(OWN_DATABASE)
    shutil.rmtree(Path(os.environ["MEDIA_ROOT"]), ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_cache_and_media(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rate limits and cached pages of one test never reach the next."""
    yield
    if {"db", "committed_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        forget_what_was_cached()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any, tmp_path: Path, settings: Any) -> Iterator[str]:
    """A fresh clone for one test that commits; connections, media and queue are its own. Gives its name."""
    name = f"{OWN_DATABASE}_{time.monotonic_ns() % 10**9}"
    SERVICES.clone(name)
    with django_db_blocker.unblock():
        _switch_connections(name)
        settings.MEDIA_ROOT = str(tmp_path / "media")
        before = _switch_queue(f"queue-{name}")
        try:
            yield name
        finally:
            _switch_queue(before)
            _switch_connections(OWN_DATABASE)
    SERVICES.drop(name)


def _close_connections() -> None:
    from django.db import connections

    for connection in connections.all():
        connection.close()


def _switch_connections(name: str) -> None:
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _switch_queue(name: str) -> str:
    from kombu import Queue

    from tracker.celery import app

    before = str(app.conf.task_default_queue)
    app.conf.task_default_queue = name
    app.conf.task_queues = [Queue(name)]
    app.amqp.__dict__.pop("queues", None)
    app.amqp.__dict__.pop("router", None)
    app.amqp.__dict__.pop("_rtable", None)
    app.amqp.__dict__.pop("send_task_message", None)  # it remembers the queues
    return before


def program_environment(name: str, media: str) -> dict[str, str]:
    """What a process of its own needs to work on this clone."""
    return {**SERVICES.program_environment(name), "MEDIA_ROOT": media, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}


class Program:
    """A real process of ours beside the test, with its log."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        with open(log, "wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Sudden death, with all its children."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """The way a supervisor stops it."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


@pytest.fixture
def start_worker(committed_db: str, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """A function that starts a real worker on this test's clone, with modules of the test, and waits for its answer."""
    programs: list[Program] = []

    def start(*also: str) -> Program:
        name = f"{committed_db}-{len(programs)}"
        program = Program(
            [*WORKER.split(), "-n", f"{name}@test", *(part for module in also for part in ("-I", module))],
            program_environment(committed_db, settings.MEDIA_ROOT),
            tmp_path / f"worker-{len(programs)}.log",
        )
        programs.append(program)
        _wait_for_worker(program, f"{name}@test")
        return program

    yield start
    for program in programs:
        program.stop()


def _wait_for_worker(program: Program, name: str) -> None:
    from tracker.celery import app

    for _ in range(60):
        if program.process.poll() is not None:
            break
        if app.control.ping(destination=[name], timeout=0.5):
            return
    pytest.fail(f"the worker did not start:\n{program.log.read_text()[-3000:]}")


@pytest.fixture
def celery_worker_process(start_worker: Any) -> Program:
    """A real worker process on this test's clone and a real broker."""
    worker: Program = start_worker()
    return worker


@pytest.fixture
def live_server_url(committed_db: str, settings: Any, tmp_path: Path) -> Iterator[str]:
    """The address of a real gunicorn process on this test's clone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Program(
        ["gunicorn", "tracker.wsgi:application", "--worker-class=gthread", "--threads=8", f"--bind=127.0.0.1:{port}"],
        program_environment(committed_db, settings.MEDIA_ROOT),
        tmp_path / "web.log",
    )
    address = f"http://localhost:{port}"
    _wait_for_web(program, address)
    yield address
    program.stop()


def _wait_for_web(program: Program, address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except OSError:
            if program.process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the web did not start:\n{program.log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The machine's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = chromium()
    if found is None:
        pytest.fail("Chromium is missing: install the package chromium, then run the tests again.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: "Browser", live_server_url: str) -> Iterator["Page"]:
    """A fresh browser page; addresses are relative to the live server."""
    context = browser.new_context(base_url=live_server_url)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
