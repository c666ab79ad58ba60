"""The ground on which things are broken: a database server, a broker, web and worker of its own, under var/breaking.

Nobody else uses it, so that whatever is killed here hurts no other test. Each fault gets a fresh database.
"""

import os
import shutil
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.databases import TestServices
from tracker.embedded import redis
from tracker.embedded.children import Child
from tracker.embedded.layout import Layout
from tracker.embedded.postgres import Cluster, cluster_for
from tracker.embedded.remains import wait_until_left, working_in
from tracker.embedded.services import exclusive
from tracker.embedded.supervisor import listening, programs
from tracker.env import Environment, current

DATABASE = "broken"
PATIENCE = 60.0
NO_FSYNC = "--fsync=off"
"""A process that dies takes nothing along that it gave to the system; only a machine that dies would."""


class Ground(TestServices):
    """The services of this one run, each of which may be killed and started again."""

    def __init__(self) -> None:
        super().__init__()
        self.layout = Layout(Path(current().text("VAR_DIR")).absolute() / "breaking")
        self.given = Environment({**os.environ, "PORT": "0", "WEB_THREADS": "8"})
        self.children: dict[str, Child] = {}
        self.door: socket.socket | None = None

    @contextmanager
    def standing(self) -> Iterator["Ground"]:
        """Database and broker run; at the end all is stopped, whatever happened."""
        self.layout.prepare()
        with exclusive(self.layout), listening(self.given) as self.door:
            try:
                self.start()
                yield self
            finally:
                for child in reversed(self.children.values()):
                    child.stop()

    def start(self) -> Cluster:
        """The database server and the broker, made if missing, as `make run` starts them."""
        if self.cluster is None:
            self.cluster = cluster_for(self.layout, current())
            self.cluster.create_if_missing()
            self.start_database()
            self.cluster.bootstrap()
            self.start_broker()
        return self.cluster

    def start_database(self, **environment: str) -> None:
        """The server, until it accepts connections; after a sudden death it recovers first."""
        assert self.cluster is not None
        child = self.cluster.child()
        command = [*child.command, NO_FSYNC]
        child = replace(child, command=command, environment={**child.environment, **environment})
        self.children["database"] = child
        child.start()
        self.cluster.wait_until_ready(child)

    def start_broker(self) -> None:
        """The broker, until it answers."""
        self.children["broker"] = child = redis.broker(self.layout, current())
        child.start()
        redis.wait_until_ready(self.layout, child)

    @property
    def variables(self) -> dict[str, str]:
        """What the program is told on this ground; its seals are remembered beside the media, not among them."""
        own = {"SEALS_FILE": str(self.layout.var / "seals"), "LOG_LEVEL": "WARNING"}
        return {**self.environment(DATABASE), "VAR_DIR": str(self.layout.var), **own}

    @property
    def media(self) -> Path:
        """Where files are kept."""
        return Path(self.variables["MEDIA_ROOT"])

    def fresh(self) -> None:
        """Programs ended, a new database, no file, an empty broker, no seal remembered."""
        from django.db import connections

        self.stop("web", "worker", "beat")
        connections.close_all()
        self.clone(DATABASE)
        # A copied sequence believes that it has logged values ahead; only a checkpoint makes it log anew.
        self.as_superuser("CHECKPOINT")
        shutil.rmtree(self.media, ignore_errors=True)
        self.media.mkdir(parents=True)
        Path(self.variables["SEALS_FILE"]).unlink(missing_ok=True)
        self.ask_broker(b"FLUSHALL\r\n")

    def ask_broker(self, words: bytes) -> bytes:
        """One word to the broker, in its own protocol."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.layout.redis_socket))
            line.sendall(words)
            return line.recv(1000)

    def program(self, name: str, *also: str, **environment: str) -> Child:
        """The web, the worker or beat as `make run` starts it, on this ground; ends the one of that name."""
        assert self.door is not None
        variables = {**os.environ, **self.variables, "PYTHONUNBUFFERED": "1", **environment}
        found = programs(self.layout, self.given, variables, self.door)
        child = next(each for each in found if each.name == name)
        return replace(child, command=[*child.command, *also])

    def start_web(self, **environment: str) -> Child:
        """The web, until it answers; the door stays open while it is changed, so that nobody is turned away."""
        self.children["web"] = child = self.program("web", **environment)
        child.start()
        self.wait_for_web(child)
        return child

    def replace_web(self, **environment: str) -> None:
        """A deployment: a new web beside the old one on the same door, then the old one ends what it began and goes."""
        old, new = self.children["web"], self.program("web", **environment)
        new.start()
        self.wait_for_words(new, "Booting worker", seen=old.log.read_text(errors="replace").count("Booting worker"))
        self.children["web"] = new
        old.stop()

    def wait_for_words(self, child: Child, words: str, *, seen: int) -> None:
        """Return when its log says so once more."""
        end = time.monotonic() + PATIENCE
        while child.log.read_text(errors="replace").count(words) <= seen:
            if not child.running or time.monotonic() > end:
                raise RuntimeError(child.log.read_text(errors="replace")[-3000:])
            time.sleep(0.1)

    def wait_for_web(self, child: Child) -> None:
        """Return when a page answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and child.running:
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=10).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(child.log.read_text(errors="replace")[-3000:])

    @property
    def address(self) -> str:
        """Where the web listens."""
        return f"http://localhost:{self.port}"

    @property
    def port(self) -> int:
        """The port of the door."""
        assert self.door is not None
        return int(self.door.getsockname()[1])

    def stop(self, *names: str) -> None:
        """End these as the supervisor does."""
        for name in names:
            if child := self.children.pop(name, None):
                child.stop()

    def kill(self, name: str) -> None:
        """Sudden death of a program with all its children."""
        process = self.children[name].process
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_database(self, *, how: str) -> None:
        """The server (its children notice and end), one of its children (it ends all and recovers), or all at once."""
        processes = sorted(working_in(self.layout.cluster))
        server = self.children["database"].process
        assert server is not None
        chosen = {"the server": [server.pid], "a child": self._serving()[:1], "all": processes}[how]
        for process in chosen or [server.pid]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if server.pid in (chosen or [server.pid]):
            server.wait()
            wait_until_left(self.layout.cluster, what="PostgreSQL", harder=signal.SIGQUIT)
            self.start_database()

    def _serving(self) -> list[int]:
        """The children that serve our database at this moment."""
        with self.start().connect("postgres") as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() ORDER BY state, pid",
                [DATABASE],
            ).fetchall()
        # inside a user namespace a process has the same number
        return [int(str(row[0])) for row in found]

    def move_database(self, place: Path | None) -> None:
        """Our database's tables to a disk of their own, or back."""
        from django.db import connections

        connections.close_all()
        with self.start().connect("postgres") as connection:
            if place is not None:
                place.mkdir(mode=0o700)
                connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
            connection.execute(f"ALTER DATABASE {DATABASE} SET TABLESPACE {'small' if place else 'pg_default'}")
            if place is None:
                connection.execute("DROP TABLESPACE small")

    def as_superuser(self, statement: str) -> None:
        """What no role of the program may do, on our database."""
        with self.start().connect(DATABASE) as connection:
            connection.execute(statement)
