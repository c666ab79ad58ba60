"""Whether a backup fits this program, this server and this disk."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from commitments.safekeeping.manifest import OURS, Manifest, known_migrations, program_version
from commitments.safekeeping.part_file import demand_room
from commitments.safekeeping.refusals import SafekeepingRefused
from commitments.safekeeping.tools import server_version


def demand_fitting(manifest: Manifest) -> None:
    """Refuse a backup of a newer program or server, of another form of the tables, and one that is too large."""
    known = known_migrations()
    newer = sorted(manifest.migrations.keys() - known.keys())
    if newer:
        raise SafekeepingRefused(
            f"The backup was made by a newer program, version {manifest.program}; this is {program_version()} and does "
            f"not know {newer[0]}. Restore with the program that made it, or a newer one."
        )
    changed = [name for name, digest in sorted(manifest.migrations.items()) if _is_other(name, digest, known)]
    if changed:
        raise SafekeepingRefused(
            f"The backup was made with another {changed[0]} than this program has: restore with the program that "
            f"made it (version {manifest.program}, {manifest.made_at})."
        )
    server = server_version(settings.OWNER_DATABASE)
    if manifest.server > server:
        raise SafekeepingRefused(
            f"The backup is of PostgreSQL {manifest.server} and this server is {server}: restore to a server as new."
        )
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    demand_room(folder, manifest.size_of_files, what="The restore of the files")


def _is_other(name: str, digest: str, known: dict[str, str]) -> bool:
    return name.startswith(OURS) and digest != known[name]
