"""The backup: the database at one moment, then every file that it names, while people go on working.

Files are immutable, and each is on the disk before the row that names it is committed: whatever the
moment names can be copied afterwards.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.backends.utils import CursorWrapper

from commitments.safekeeping import kept_files, part_file, tables
from commitments.safekeeping.archive import Archive
from commitments.safekeeping.keys import Keys
from commitments.safekeeping.manifest import Closing, Manifest, digest_of, manifest_of
from commitments.safekeeping.progress import Progress, Told
from commitments.safekeeping.sealing import seal
from commitments.safekeeping.tools import dumping, server_version

# Compressed and without indexes, a dump is rarely more than half of its tables.
SIZE_OF_TABLES = """
SELECT coalesce(sum(pg_table_size(oid)), 0) / 2 FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""


@dataclass(frozen=True)
class Made:
    """A backup that was made."""

    path: Path
    manifest: Manifest
    closing: Closing

    @property
    def seal(self) -> str:
        """A digest of all of it: whoever noted it down knows his backup again."""
        return digest_of(self.closing)


def backup(destination: Path, *, keys: Keys, now: datetime, told: Told) -> Made:
    """Write everything into one file, which bears its name only when it is whole and names the files that are lacking.

    Refuses with SafekeepingRefused: no room, no right to read everything, no pg_dump of the server's version.
    """
    final = part_file.final_name(destination, is_sealed=bool(keys.recipients), now=now)
    with ExitStack() as moment:
        cursor, snapshot = moment.enter_context(tables.one_moment())
        told("Reading the tables ...")
        manifest = _manifest(cursor, now=now)
        part_file.demand_room(final.parent, _needed(cursor, manifest), what="The backup")
        told(f"Copying the database: {manifest.rows} rows ...")
        archive = Archive(manifest)
        progress = Progress("files", manifest.size_of_files, told)
        with part_file.writing(final) as part, dumping(snapshot, without_rows_of=tuple(tables.LEFT_OUT)) as dump:
            seal(archive.blocks(dump, dumped=moment.close, done=progress.done), part, keys)
    if archive.closing is None:
        raise AssertionError("an archive that was written has an end")
    return Made(final, manifest, archive.closing)


def _manifest(cursor: CursorWrapper, *, now: datetime) -> Manifest:
    server = server_version(settings.MAINTENANCE_DATABASE)
    return manifest_of(tables=tables.tables(cursor), files=kept_files.named(cursor), server=server, now=now)


def _needed(cursor: CursorWrapper, manifest: Manifest) -> int:
    cursor.execute(SIZE_OF_TABLES)
    return manifest.size_of_files + int(cursor.fetchall()[0][0])
