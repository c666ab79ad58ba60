"""PostgreSQL's own programs, of the very version of the server: finding them, running them, and the dump."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from commitments.safekeeping.refusals import SafekeepingRefused

BLOCK = 1 << 20


def server_version(alias: str) -> int:
    """The server's version as it counts: 15, 16, 17."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchall()[0][0])


@contextmanager
def dumping(snapshot: str, *, without_rows_of: tuple[str, ...]) -> Iterator[Iterator[bytes]]:
    """The dump of the database as of the snapshot, as it comes. Refuses when pg_dump does not end well."""
    alias = settings.MAINTENANCE_DATABASE
    options = [f"--snapshot={snapshot}", "--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
    command = [
        find_tool("pg_dump", server_version(alias)),
        *options,
        *(f"--exclude-table-data=public.{table}" for table in without_rows_of),
        f"--dbname={address_of(alias)}",
    ]
    with tempfile.TemporaryFile() as said, process_of(command, alias, stdout=subprocess.PIPE, stderr=said) as process:
        yield _read_to_the_end(process, said)


def find_tool(name: str, version: int) -> str:
    """The path of one of PostgreSQL's programs of this version. Refuses when none is found."""
    on_path = shutil.which(name)
    folders = [
        *([Path(settings.POSTGRES_BIN)] if settings.POSTGRES_BIN else []),
        Path(f"/usr/lib/postgresql/{version}/bin"),
        Path(f"/usr/pgsql-{version}/bin"),
        *([Path(on_path).resolve().parent, Path(on_path).parent] if on_path else []),
    ]
    for folder in folders:
        if _version(folder / name) == version:
            return str(folder / name)
    raise SafekeepingRefused(
        f"The server is PostgreSQL {version} and no {name} of that version was found: install the client programs "
        f"of PostgreSQL {version}, or set POSTGRES_BIN to the folder that holds them."
    )


def _version(program: Path) -> int:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found.group(1)) if found else 0


def address_of(alias: str) -> str:
    """How the program reaches the database; the password is not in it."""
    known = connections[alias].settings_dict
    named = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "dbname": known["NAME"]}
    options = {name: value for name, value in known["OPTIONS"].items() if isinstance(value, str)}
    return make_conninfo(**{name: value for name, value in {**named, **options}.items() if value})


@contextmanager
def process_of(command: list[str], alias: str, **streams: int | IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The program with its password where no list of processes shows it; gone afterwards, whatever happens."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(Path.home()),
        "PGPASSWORD": str(connections[alias].settings_dict["PASSWORD"]),
        "PGCONNECT_TIMEOUT": "20",
    }
    with subprocess.Popen(command, env=environment, **streams) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()
            with suppress(OSError):
                close_input(process)


def close_input(process: subprocess.Popen[bytes]) -> None:
    """Nothing more comes; what waits in our own buffer for a program that is gone raises."""
    if process.stdin is not None:
        process.stdin.close()


def _read_to_the_end(process: subprocess.Popen[bytes], said: IO[bytes]) -> Iterator[bytes]:
    stream = process.stdout
    while stream is not None and (block := stream.read(BLOCK)):
        yield block
    refuse_failure("pg_dump", process, said)


def refuse_failure(name: str, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    if process.wait() == 0:
        return
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines() or [f"it ended with {process.returncode}"]
    first = next((line for line in lines if "error" in line.lower()), lines[-1])
    raise SafekeepingRefused(f"{name} failed: {first.removeprefix(f'{name}: error: ')}")
