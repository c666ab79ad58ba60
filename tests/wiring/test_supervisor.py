"""The embedded set-up: sudden deaths, a busy port, a full disk, a folder that is not ours."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
import redis

from tests.waiting import wait_for
from tracker.embedded.layout import Layout, python
from tracker.embedded.postgres import SUPERUSER
from tracker.embedded.remains import working_in
from tracker.env import DEFAULTS, ROOT

BARE = python("-m", "tests.wiring.whole")


@pytest.fixture
def layout(tmp_path):
    return Layout(tmp_path / "var")


@pytest.fixture
def start(layout, tmp_path):
    """A function that starts a command of ours on a folder of this test; what it leaves is ended."""
    started = []

    def begin(*command: str, **variables: str) -> "subprocess.Popen[str]":
        kept = {name: value for name, value in os.environ.items() if name not in DEFAULTS}
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**kept, "VAR_DIR": str(layout.var), "PYTHONPATH": str(ROOT), **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def of_this_test(layout: Layout) -> list[int]:
    """Every process that has this test's folder in its environment or as its working directory."""
    found = {*working_in(layout.cluster), *working_in(layout.redis)}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and f"VAR_DIR={layout.var}".encode() in (entry / "environ").read_bytes():
                found.add(int(entry.name))
        except OSError:
            continue
    return sorted(found)


def kill_all(layout: Layout) -> None:
    for process in of_this_test(layout):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def database(layout: Layout) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(layout.database_url(SUPERUSER), autocommit=True)


def test_services_recover_by_themselves_after_all_were_killed(start, layout):
    services = python("-m", "tracker.embedded", "services")
    first = start(*services)
    wait_for((layout.var / "services.ready").exists)
    with database(layout) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    redis.Redis(unix_socket_path=str(layout.redis_socket)).set("kept", "yes")
    time.sleep(1.1)  # the broker writes its file every second

    kill_all(layout)
    first.wait()
    (layout.var / "services.ready").unlink()
    start(*services)
    wait_for((layout.var / "services.ready").exists)

    with database(layout) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    assert redis.Redis(unix_socket_path=str(layout.redis_socket)).get("kept") == b"yes"


@pytest.mark.parametrize(("port", "words"), [("abc", "PORT must be a whole number"), ("99999", "PORT must be between")])
def test_a_port_that_is_none_is_refused_in_one_line(start, port, words):
    printed, _ = (whole := start(*BARE, PORT=port)).communicate(timeout=60)

    assert whole.returncode == 1
    assert words in printed
    assert len(printed.strip().splitlines()) == 1


def test_the_whole_starts_again_what_was_killed_and_stops_in_order(start, layout):
    port = str(free_port())
    whole = start(*BARE, PORT=port)

    def well() -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200

    wait_for(well)
    for word in ("gunicorn", "redis", "postgres"):
        victim = next(p for p in children_of(whole.pid) if word in command_of(p))
        os.kill(victim, signal.SIGKILL)
        wait_for(lambda word=word, victim=victim: [
            p for p in children_of(whole.pid) if word in command_of(p) and p != victim
        ])  # fmt: skip
        wait_for(well)
    whole.send_signal(signal.SIGINT)
    printed, _ = whole.communicate(timeout=60)

    assert whole.returncode == 0
    assert f"http://localhost:{port}" in printed
    assert printed.rstrip().endswith("Stopped.")
    assert of_this_test(layout) == []


def test_nothing_is_left_when_the_supervisor_itself_is_killed(start, layout):
    whole = start(*BARE, PORT=str(free_port()))
    wait_for(lambda: any("gunicorn" in command_of(p) for p in children_of(whole.pid)))

    whole.kill()

    wait_for(lambda: of_this_test(layout) == [])


def children_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def test_a_busy_port_is_one_clear_line(start):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])

        printed, _ = (process := start(*python("-m", "tracker.embedded", "run"), PORT=port)).communicate(timeout=60)

    assert process.returncode == 1
    assert printed.startswith(f"Port {port} cannot be used")
    assert printed.count("\n") == 1


def test_a_second_start_in_the_same_folder_is_one_clear_line(start, layout):
    first = start(*python("-m", "tracker.embedded", "services"))
    wait_for((layout.var / "services.ready").exists)

    second = start(*python("-m", "tracker.embedded", "run"), PORT=str(free_port()))
    printed, _ = second.communicate(timeout=60)

    assert printed == f"It already runs from this folder (process {first.pid}): stop that one first.\n"


def test_a_folder_that_may_not_be_written_is_one_clear_line(start):
    printed, _ = (process := start(*python("-m", "tracker.embedded", "run"), VAR_DIR="/sys/var")).communicate(
        timeout=60
    )

    assert process.returncode == 1
    assert printed.startswith("No permission to write /sys/var")
    assert printed.count("\n") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_one_clear_line(start, tmp_path):
    (small := tmp_path / "small").mkdir()
    mounted = f"mount -t tmpfs -o size=4m none {small} && exec {sys.executable} -m tracker.embedded run"

    process = start("unshare", "-m", "sh", "-c", mounted, VAR_DIR=str(small / "var"), PORT=str(free_port()))
    printed, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert printed.splitlines()[-1].startswith("No space is left on the disk")


def test_no_broker_is_one_clear_line(start):
    process = start(*python("-m", "tracker.embedded", "services"), REDIS_SERVER="/nonexistent/redis-server")
    printed, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert printed.splitlines() == [
        "No redis-server was found: install it (package redis-server), or set CELERY_BROKER_URL to a broker."
    ]


def test_no_database_server_is_one_clear_line(start):
    process = start(*python("-m", "tracker.embedded", "services"), POSTGRES_BIN="/nonexistent/bin")
    printed, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert printed.startswith("No PostgreSQL server of version 15 or newer was found in /nonexistent/bin")


def test_the_wheels_own_server_can_be_chosen(start, layout):
    start(*python("-m", "tracker.embedded", "services"), POSTGRES_BIN="wheel", REDIS_SERVER="wheel")
    wait_for((layout.var / "services.ready").exists)

    with database(layout) as connection:
        have = {str(row[0]) for row in connection.execute("SELECT extname FROM pg_extension").fetchall()}

    assert have >= {"pg_trgm", "unaccent", "btree_gist", "btree_gin"}


def test_a_long_folder_gets_its_sockets_elsewhere(tmp_path):
    deep = Layout(tmp_path / ("deep" * 20) / "var")

    assert len(os.fsencode(deep.sockets / ".s.PGSQL.5432.lock")) <= 107
    assert deep.sockets != Layout(tmp_path / ("deep" * 21) / "var").sockets
