"""What a start brings up to date before the web answers: tables, static files, the real data, demonstration data."""

import hashlib
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from tracker.embedded.children import run_to_end
from tracker.embedded.layout import DATABASE, Layout, manage
from tracker.embedded.postgres import Cluster
from tracker.embedded.problems import CannotStart
from tracker.env import EMBEDDED, ROOT

FIXTURES = ROOT / "fixtures"
MIGRATE = ("migrate", "--database", "owner", "--no-input", "--verbosity", "0")
REFERENCE_DATA = (
    ("load_respondents",),
    ("load_instrument", str(FIXTURES / "A_RES_60_177.txt"), "--analysis", str(FIXTURES / "obligations.yaml")),
    ("load_treaty_acts", str(FIXTURES / "treaty_actions.csv")),
    ("load_outcomes", str(FIXTURES / "body_outcomes.csv")),
)
STAMP = re.compile("[0-9a-f]{64}|ready")
DEMONSTRATION = ("load_demonstration",)
COLLECT_STATIC = ("collectstatic", "--no-input", "--verbosity", "0")
SAID = {
    "migrate": "Bringing the tables up to date",
    "load_respondents": "Loading States and other respondents",
    "load_instrument": "Loading the adopted text",
    "load_treaty_acts": "Loading treaties and acts",
    "load_outcomes": "Loading what bodies decided",
    "load_demonstration": "Loading demonstration accounts and records",
    "collectstatic": "Preparing static files",
}


def run_steps(steps: Iterable[tuple[str, ...]], environment: dict[str, str]) -> None:
    """Run management commands one after the other; the first failure stops the start with its message."""
    for step in steps:
        words = SAID.get(step[0], step[0])
        print(f"{words} ...", end="", flush=True)
        begun = time.monotonic()
        try:
            run_to_end(words, manage(*step), environment)
        finally:
            print(f" {time.monotonic() - begun:.1f} s", flush=True)


class Server(Protocol):
    """Whatever holds a database of ours, embedded or not."""

    def connect(self, name: str) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection that may describe the database, outside of any transaction."""


@dataclass(frozen=True)
class OutsideServer:
    """Somebody's own server, reached as the owner of the tables."""

    url: str

    def connect(self, _: str = "") -> "psycopg.Connection[tuple[object, ...]]":
        """To the one database there that is ours; a server that does not answer is one clear line."""
        try:
            return psycopg.connect(self.url, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as problem:
            raise CannotStart(f"The database does not answer: {' '.join(str(problem).split())}") from None

    @property
    def database(self) -> str:
        """Its name."""
        return unquote(urlsplit(self.url).path.strip("/"))


def bring_up_to_date(cluster: Cluster | None, layout: Layout, environment: dict[str, str]) -> None:
    """Everything the web needs; skipped when this code and these data were loaded already."""
    if cluster is not None:
        load_if_new(cluster, DATABASE, environment)
    else:
        outside = OutsideServer(environment.get("DATABASE_OWNER_URL") or environment["DATABASE_URL"])
        load_if_new(outside, outside.database, environment)
    static = fingerprint([ROOT / "static", ROOT / "requirements.lock"], [environment.get("DEPLOYMENT", "")])
    mark = layout.var / "static.stamp"
    place = Path(environment.get("STATIC_ROOT") or layout.var / "static")
    if not mark.exists() or mark.read_text() != static or not place.is_dir():
        run_steps([COLLECT_STATIC], environment)
        mark.write_text(static)


def load_if_new(server: Server, name: str, environment: dict[str, str]) -> None:
    """Tables and data, unless the database says that it has those of this very code."""
    words = [environment.get("SCALE", ""), environment.get("DEPLOYMENT", "")]
    wanted = fingerprint([ROOT / "commitments", FIXTURES, ROOT / "requirements.lock"], words)
    if read_stamp(server, name) != wanted:
        run_steps(_steps(environment), environment)
        write_stamp(server, name, wanted)


def _steps(environment: dict[str, str]) -> Iterator[tuple[str, ...]]:
    yield MIGRATE
    yield from REFERENCE_DATA
    if environment.get("DEPLOYMENT") == EMBEDDED:
        yield DEMONSTRATION


def fingerprint(places: Iterable[Path], words: Iterable[str] = ()) -> str:
    """A digest of files' names and contents; compiled files do not count."""
    digest = hashlib.sha256("\0".join(words).encode())
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def read_stamp(server: Server, name: str) -> str | None:
    """What this database was last brought up to; kept in the database itself, so that they never part."""
    with server.connect("postgres") as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    return str(row[0]) if row and row[0] else None


def write_stamp(server: Server, name: str, stamp: str) -> None:
    """Remember it; a database that somebody else described or owns is left as it is, and brought up again next time."""
    before = read_stamp(server, name)
    if before is not None and not STAMP.fullmatch(before):
        return
    comment = sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(stamp))
    with server.connect("postgres") as connection, suppress(psycopg.errors.InsufficientPrivilege):
        connection.execute(comment)
