"""Databases for tests: one template per state of the tables and reference data, and clones of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from tracker.embedded import loading, services
from tracker.embedded.layout import MAINTENANCE, OWNER, RUNTIME, Layout
from tracker.embedded.postgres import Cluster
from tracker.env import ROOT, TEST, current

KEPT_TEMPLATES = 3
LOCK = 60177
SECRET = "a-secret-for-tests-only-that-is-long-enough-0123456789"
SEALING_KEY = "YS1rZXktZm9yLXRlc3RzLW9ubHktMDEyMzQ1Njc4OTA"
# What makes the template: change one of these and it is made anew.
TABLES_AND_DATA = ("migrations", "history", "instruments", "respondents", "treaties", "management", "sheets")
ANYWHERE = (
    "sql.py", "wall.py", "walls.py", "shown.py", "reading.py", "triggers.py", "models.py", "tracking.py", "constraints.py", "places.py",
    "database.py", "stages.py", "moving.py", "opening.py", "given.py", "entering.py", "copied.py",
    "lateness.py", "changed_in.py", "rows.py", "loading.py", "carrying_out.py", "taking.py",
)  # fmt: skip
NOT_DATA = ("views", "urls", "forms", "admin", "__pycache__")


class TestServices:
    """The running test services and the databases in them."""

    __test__ = False

    def __init__(self) -> None:
        self.layout = Layout(Path(current().text("VAR_DIR")).absolute() / "test")
        self.cluster: Cluster | None = None
        self._lease: IO[str] | None = None

    def start(self) -> Cluster:
        """Have them running as long as this process lives."""
        if self.cluster is None:
            self._lease = services.take_lease(self.layout, fast=True)
            self.cluster = services.running_cluster(self.layout, current(), fast=True)
        return self.cluster

    def release(self) -> None:
        """This process needs them no longer."""
        if self._lease is not None:
            self._lease.close()
            self._lease = None

    def environment(self, name: str) -> dict[str, str]:
        """The variables that point the program at one database of ours, with its own queue and media."""
        return {
            "DEPLOYMENT": TEST,
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": "localhost 127.0.0.1 testserver",
            "DATABASE_URL": self.layout.database_url(RUNTIME, name),
            "DATABASE_OWNER_URL": self.layout.database_url(OWNER, name),
            "DATABASE_MAINTENANCE_URL": self.layout.database_url(MAINTENANCE, name),
            "CELERY_BROKER_URL": f"redis+socket://{self.layout.redis_socket}?virtual_host=0",
            "CELERY_QUEUE": f"queue-{name}",
            "CACHE_URL": f"unix://{self.layout.redis_socket}?db=1",
            "CACHE_PREFIX": name,
            "SEALING_KEY": SEALING_KEY,
            "SEALS_FILE": str(self.layout.var / "media" / name / "seals"),
            "REMOVALS_FILE": str(self.layout.var / "media" / name / "removals"),
            "MEDIA_ROOT": str(self.layout.var / "media" / name),
            "STATIC_ROOT": str(self.layout.var / "static"),
            "VAR_DIR": str(self.layout.var),
            "EMAIL_URL": "console:",
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "PYTHONPATH": str(ROOT),
        }

    def program_environment(self, name: str) -> dict[str, str]:
        """The same for a process of its own."""
        return {**os.environ, **self.environment(name)}

    def template(self) -> str:
        """The name of the template for this code, made if missing; one process makes it, others wait."""
        cluster = self.start()
        name = f"template_{_fingerprint()[:16]}"
        with cluster.connect("postgres") as connection, _locked(connection):
            if loading.read_stamp(cluster, name) != "ready":
                _drop(connection, name)
                cluster.create_database(connection, name)
                steps = [(*step, "--skip-checks") for step in (loading.MIGRATE, *loading.REFERENCE_DATA)]
                loading.run_steps(steps, self.program_environment(name))
                loading.write_stamp(cluster, name, "ready")
                _drop_old_templates(connection, name)
        return name

    def clone(self, name: str) -> None:
        """A fresh database like the template; an older one of the same name goes."""
        template = self.template()
        with self.start().connect("postgres") as connection, _locked(connection):
            _drop(connection, name)
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
                )
            )

    def drop(self, name: str) -> None:
        """The clone goes, whoever is still connected."""
        with self.start().connect("postgres") as connection:
            _drop(connection, name)

    def drop_abandoned(self) -> None:
        """Clones whose test process is gone."""
        with self.start().connect("postgres") as connection:
            for (name,) in connection.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, 'test_')"
            ).fetchall():
                process = str(name).split("_")[1]
                if process.isdecimal() and not Path("/proc", process).exists():
                    _drop(connection, str(name))


def _fingerprint() -> str:
    folder = ROOT / "commitments"
    files = {
        file
        for file in folder.rglob("*.py")
        if (file.relative_to(folder).parts[0] in TABLES_AND_DATA or file.name in ANYWHERE or "models" in file.parts)
        and not any(part.removesuffix(".py") in NOT_DATA for part in file.parts)
    }
    return loading.fingerprint([*sorted(files), loading.FIXTURES])


@contextmanager
def _locked(connection: "psycopg.Connection[tuple[object, ...]]") -> Iterator[None]:
    connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _drop(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_old_templates(connection: "psycopg.Connection[tuple[object, ...]]", newest: str) -> None:
    names = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, 'template_') AND datname <> %s ORDER BY oid DESC",
        [newest],
    ).fetchall()
    for (name,) in names[KEPT_TEMPLATES - 1 :]:
        _drop(connection, str(name))
