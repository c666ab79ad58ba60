"""What a backup says of itself: at its beginning what it was taken from, at its end that it is all there."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from commitments.safekeeping import kept_files
from commitments.safekeeping.kept_files import KeptFile
from commitments.safekeeping.refusals import NotWhole
from commitments.safekeeping.tables import LEFT_OUT, Table

FORMAT = "commitments backup 1"
OURS = "commitments."
NOT_OURS = "This is no backup of this program."
OTHER_FORM = "This backup has a form that this program does not know: use the version of the program that made it."


@dataclass(frozen=True)
class Manifest:
    """The first part of a backup: what was there at its moment."""

    format: str
    program: str
    server: int
    made_at: str
    migrations: Mapping[str, str]
    tables: Mapping[str, Table]
    files: Mapping[str, KeptFile]
    left_out: Mapping[str, str]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def size_of_files(self) -> int:
        return sum(file.size for file in self.files.values())


@dataclass(frozen=True)
class Closing:
    """The last part of a backup: without it there is none. `lacking` are files that were not as their records say."""

    manifest: str
    database: str
    lacking: Mapping[str, str]


def manifest_of(*, tables: dict[str, Table], files: dict[str, KeptFile], server: int, now: datetime) -> Manifest:
    """What this installation says of itself at this moment."""
    applied = MigrationRecorder(connections[settings.MAINTENANCE_DATABASE]).applied_migrations()
    known = known_migrations()
    names = sorted(f"{app}.{name}" for app, name in applied)
    return Manifest(
        format=FORMAT, program=program_version(), server=server, made_at=now.isoformat(),
        migrations={name: known.get(name, "") for name in names}, tables=tables, files=files,
        left_out=LEFT_OUT | {f"media/{folder}": why for folder, why in kept_files.LEFT_OUT.items()},
    )  # fmt: skip


def program_version() -> str:
    stated = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    return str(stated["project"]["version"])


def known_migrations() -> dict[str, str]:
    """Every migration of this program; ours with a digest of what it does, so that a changed one is noticed."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    names = {f"{app}.{name}" for app, name in loader.disk_migrations}
    folder = Path(settings.BASE_DIR) / "commitments" / "migrations"
    return {name: _digest_of(folder / f"{name.removeprefix(OURS)}.py") for name in names}


def as_bytes(said: Manifest | Closing) -> bytes:
    return json.dumps(asdict(said), indent=1, ensure_ascii=False).encode()


def digest_of(said: Manifest | Closing) -> str:
    return hashlib.sha256(as_bytes(said)).hexdigest()


def read_manifest(content: bytes) -> Manifest:
    """As it was written. Refuses what is none, another form, and a file with a place outside the media folder."""
    said = _read(content, NOT_OURS)
    form = str(said.get("format", ""))
    if form != FORMAT:
        raise NotWhole(OTHER_FORM if form.startswith(FORMAT.rstrip("1 ")) else NOT_OURS)
    try:
        files = {path: KeptFile(**file) for path, file in said.pop("files").items()}
        tables = {name: Table(**table) for name, table in said.pop("tables").items()}
        manifest = Manifest(files=files, tables=tables, **said)
    except (KeyError, TypeError, AttributeError) as problem:
        raise NotWhole(NOT_OURS) from problem
    outside = [path for path, file in files.items() if not kept_files.is_path(path, file)]
    if outside:
        raise NotWhole(f"The backup was changed: it names a file at a place where none is kept: {outside[0]!r}.")
    return manifest


def read_closing(content: bytes) -> Closing:
    """As it was written. Refuses what is none."""
    changed = "The backup was changed: its end cannot be read."
    try:
        return Closing(**_read(content, changed))
    except TypeError as problem:
        raise NotWhole(changed) from problem


def _read(content: bytes, refusal: str) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError as problem:
        raise NotWhole(refusal) from problem
    if not isinstance(said, dict):
        raise NotWhole(refusal)
    return said


def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
