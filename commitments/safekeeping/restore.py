"""The restore: into an empty database and an empty media folder, checked before and after, opened to the program last.

Until every table and file was found to be what the backup says, the program's own role has no right in the
database: a restore that was cut off cannot be taken for a whole one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from commitments.evidence.services.previews import make_all_again
from commitments.jobs.results import forget_files
from commitments.rollups.recount import recount
from commitments.safekeeping import kept_files, tables
from commitments.safekeeping.empty_places import demand_empty_places
from commitments.safekeeping.fitting import demand_fitting
from commitments.safekeeping.keys import Keys
from commitments.safekeeping.manifest import Closing, Manifest, digest_of
from commitments.safekeeping.placing import placing
from commitments.safekeeping.progress import Progress, Told
from commitments.safekeeping.reading import check, reading
from commitments.safekeeping.refusals import SafekeepingRefused, refusal_of
from commitments.safekeeping.removals import demand_list, remove_again
from commitments.safekeeping.undumping import restoring

NOT_USABLE = "The program has no right in this database: drop it, make an empty one, and restore again."


@dataclass(frozen=True)
class Restored:
    """What was restored, with the files that the backup itself lacked."""

    manifest: Manifest
    closing: Closing
    removed_again: int

    @property
    def seal(self) -> str:
        """The digest that its backup said of itself."""
        return digest_of(self.closing)


def restore(source: Path, *, keys: Keys, now: datetime, told: Told, without_list: bool = False) -> Restored:
    """Bring everything back, but for what was lawfully removed since.

    Refuses with SafekeepingRefused, before anything is written wherever that can be known; also without the list
    of removals, unless told that there never was one.
    """
    demand_empty_places()
    removals = [] if without_list else demand_list()
    try:
        with source.open("rb") as file:
            told("Checking the backup ...")
            manifest, closing = check(file, keys)
            demand_fitting(manifest)
            _bring_back(file, keys, closing, told=told)
    except OSError as problem:
        raise refusal_of(problem, "The restore") from problem
    told("Comparing every table and file with the backup ...")
    _compare(manifest, closing)
    told("Removing again what was lawfully removed since ...")
    removed_again = remove_again(removals)
    told("Giving the database its rights and functions ...")
    _open_to_the_program(now)
    return Restored(manifest, closing, removed_again)


def _bring_back(file: BinaryIO, keys: Keys, closing: Closing, *, told: Told) -> None:
    with reading(file, keys) as found:
        told(f"Restoring the database: {found.manifest.rows} rows ...")
        with restoring() as sink:
            database = found.database(sink)
        progress = Progress("files", found.manifest.size_of_files, told)
        found.files(placing(progress.done), but=frozenset(closing.lacking))
        found.closing(database)


def _compare(manifest: Manifest, closing: Closing) -> None:
    _let_maintenance_read()
    with tables.one_moment() as (cursor, _snapshot):
        wrong = tables.differences(dict(manifest.tables), tables.tables(cursor))
    files = {path: file for path, file in manifest.files.items() if path not in closing.lacking}
    wrong += [f"{path} {problem}" for path, file in files.items() if (problem := kept_files.problem_of(path, file))]
    if wrong:
        said = "; ".join(wrong[:10])
        raise SafekeepingRefused(f"What was restored is not what the backup says: {said}. {NOT_USABLE}")


def _let_maintenance_read() -> None:
    reader = sql.Identifier(str(connections[settings.MAINTENANCE_DATABASE].settings_dict["USER"]))
    with connections[settings.OWNER_DATABASE].cursor() as cursor:
        for right in ("USAGE ON SCHEMA public", "SELECT ON ALL TABLES IN SCHEMA public"):
            cursor.execute(sql.SQL("GRANT " + right + " TO {}").format(reader).as_string(cursor.connection))


def _open_to_the_program(now: datetime) -> None:
    """Newer migrations, rights, triggers; nothing that stood in the cache was of this database."""
    call_command("migrate", database=settings.OWNER_DATABASE, interactive=False, verbosity=0)
    cache.clear()
    forget_files(now=now)
    make_all_again()
    result = recount()
    if not result.is_clean:
        raise SafekeepingRefused(
            f"Everything is as the backup says, but {len(result.differences)} counts differ from the records: "
            "see verify_rollups."
        )
