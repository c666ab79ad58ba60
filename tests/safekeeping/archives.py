"""Small backups made by hand, without a database, for tests of what reads them."""

import hashlib
import io
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings

from commitments.safekeeping.archive import Archive
from commitments.safekeeping.kept_files import KeptFile
from commitments.safekeeping.keys import Keys
from commitments.safekeeping.manifest import FORMAT, Manifest, known_migrations
from commitments.safekeeping.sealing import seal
from commitments.safekeeping.tables import Table

DUMP = b"PGDMP, or so it says" * 500
CONTENTS = (b"%PDF-1.7 a law", b"%PDF-1.7 a decree " * 100)


def manifest(**fields: Any) -> Manifest:
    """Of one table and two files, which are put into the media folder."""
    said = Manifest(
        format=FORMAT, program="0.1.0", server=15, made_at="2026-03-02T12:00:00+00:00", migrations=known_migrations(),
        tables={"commitments_user": Table(1, "0" * 64)}, files=dict(map(kept, CONTENTS)), left_out={},
    )  # fmt: skip
    return replace(said, **fields)


def kept(content: bytes) -> tuple[str, KeptFile]:
    """A file with this content, in the media folder; its path and what it must be."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"evidence/THA/{sha256}"
    place = Path(settings.MEDIA_ROOT) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return path, KeptFile(len(content), sha256)


def backup_of(said: Manifest, keys: Keys = Keys()) -> bytes:  # noqa: B008 (it is frozen)
    """The bytes of a backup that says this of itself."""
    whole = io.BytesIO()
    seal(Archive(said).blocks(iter([DUMP]), dumped=lambda: None, done=lambda _: None), whole, keys)
    return whole.getvalue()


def tar_of(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    """A tar that somebody else made."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size, member.type = len(content), kind
            tar.addfile(member, io.BytesIO(content))
    return whole.getvalue()


def members_of(whole: bytes) -> list[tuple[str, bytes]]:
    """What is in it, to be put together otherwise."""
    with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
        return [(member.name, tar.extractfile(member).read()) for member in tar.getmembers()]
