"""What a start brings up to date before the web answers: tables, static files, the real data, demonstration data."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from psycopg import sql

from tracker.embedded.children import run_to_end
from tracker.embedded.layout import DATABASE, Layout, manage
from tracker.embedded.postgres import Cluster
from tracker.env import EMBEDDED, ROOT

FIXTURES = ROOT / "fixtures"
MIGRATE = ("migrate", "--database", "owner", "--no-input", "--verbosity", "0")
REFERENCE_DATA = (
    ("load_respondents",),
    ("load_instrument", str(FIXTURES / "A_RES_60_177.txt"), "--analysis", str(FIXTURES / "obligations.yaml")),
    ("load_treaty_acts", str(FIXTURES / "treaty_actions.csv")),
)
DEMONSTRATION = ("load_demonstration",)
COLLECT_STATIC = ("collectstatic", "--no-input", "--verbosity", "0")
SAID = {
    "migrate": "Bringing the tables up to date",
    "load_respondents": "Loading States and other respondents",
    "load_instrument": "Loading the adopted text",
    "load_treaty_acts": "Loading treaties and acts",
    "load_demonstration": "Loading demonstration accounts and records",
    "collectstatic": "Preparing static files",
}


def run_steps(steps: Iterable[tuple[str, ...]], environment: dict[str, str]) -> None:
    """Run management commands one after the other; the first failure stops the start with its message."""
    for step in steps:
        words = SAID.get(step[0], step[0])
        print(f"{words} ...", flush=True)
        run_to_end(words, manage(*step), environment)


def bring_up_to_date(cluster: Cluster | None, layout: Layout, environment: dict[str, str]) -> None:
    """Everything the web needs; skipped when this code and these data were loaded already."""
    if cluster is None:
        run_steps(_steps(environment), environment)
        return
    wanted = fingerprint([ROOT / "commitments", FIXTURES, ROOT / "requirements.lock"], [environment.get("SCALE", "")])
    if read_stamp(cluster, DATABASE) != wanted:
        run_steps(_steps(environment), environment)
        write_stamp(cluster, DATABASE, wanted)
    static = fingerprint([ROOT / "static", ROOT / "requirements.lock"])
    mark = layout.var / "static.stamp"
    if not mark.exists() or mark.read_text() != static or not Path(environment["STATIC_ROOT"]).is_dir():
        run_steps([COLLECT_STATIC], environment)
        mark.write_text(static)


def _steps(environment: dict[str, str]) -> Iterator[tuple[str, ...]]:
    yield MIGRATE
    yield from REFERENCE_DATA
    if environment.get("DEPLOYMENT") == EMBEDDED:
        yield DEMONSTRATION
    else:
        yield COLLECT_STATIC


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


def read_stamp(cluster: Cluster, name: str) -> str | None:
    """What this database was last brought up to; kept in the database itself, so that they never part."""
    with cluster.connect("postgres") as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    return str(row[0]) if row and row[0] else None


def write_stamp(cluster: Cluster, name: str, stamp: str) -> None:
    """Remember it."""
    with cluster.connect("postgres") as connection:
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(stamp)))
