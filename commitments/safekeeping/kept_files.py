"""The files that records name: the end of each path says what the file must be, so that none is changed unseen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.backends.utils import CursorWrapper

BLOCK = 1 << 20
# Exports are made again and expire after a month; an upload that is not finished is begun again.
NAMED_BY_RECORDS = (
    "SELECT path, size, sha256 FROM commitments_evidenceblob WHERE removed_at IS NULL",
    "SELECT path, size, sha256 FROM commitments_calldocument WHERE path <> ''",
    "SELECT path, size, sha256 FROM commitments_sourcedocument WHERE removed_at IS NULL",
)
"""Where records name files that are kept for good: path, size and digest."""

LEFT_OUT = {
    "jobs": "files of exports: they are made again when asked for",
    "previews": "previews of evidence: a worker makes them again from the files",
    "uploads": "uploads that have not ended: their senders send them again",
}
"""Folders of the media folder that are in no backup, and why."""
_PATH = re.compile(r"([A-Za-z0-9_-]+/)+[0-9a-f]{64}")


@dataclass(frozen=True)
class KeptFile:
    """What a file must be."""

    size: int
    sha256: str


def is_path(path: str, file: KeptFile) -> bool:
    """Whether it stays in the media folder and ends with the file's own digest."""
    return bool(_PATH.fullmatch(path)) and path.endswith(f"/{file.sha256}")


def place_of(path: str) -> Path:
    return Path(settings.MEDIA_ROOT) / path


def named(cursor: CursorWrapper) -> dict[str, KeptFile]:
    """Every file that the records name, in the order of their paths."""
    found: dict[str, KeptFile] = {}
    for query in NAMED_BY_RECORDS:
        cursor.execute(query)
        found |= {path: KeptFile(size, sha256) for path, size, sha256 in cursor.fetchall()}
    return dict(sorted(found.items()))


class Copied:
    """The content of a file in exactly as many bytes as it must have, and afterwards what was wrong with it."""

    def __init__(self, path: str, file: KeptFile) -> None:
        self.problem = ""
        self._place, self._file = place_of(path), file
        try:
            if self._place.stat().st_size != file.size:
                self.problem = "has another size than its record says"
        except FileNotFoundError:
            self.problem = "is missing"
        except OSError as problem:
            self.problem = f"cannot be read: {problem.strerror}"

    def blocks(self) -> Iterator[bytes]:
        """To the end, filled up where the disk gives less: whatever holds them counts on their number."""
        digest, left = hashlib.sha256(), self._file.size
        for block in self._read():
            part = block[:left]
            digest.update(part)
            left -= len(part)
            yield part
        if digest.hexdigest() != self._file.sha256:
            self.problem = self.problem or "is damaged: its content is not what its record says"
        while left:
            filling = bytes(min(left, BLOCK))
            left -= len(filling)
            yield filling

    def _read(self) -> Iterator[bytes]:
        try:
            with self._place.open("rb") as source:
                while block := source.read(BLOCK):
                    yield block
        except OSError as problem:
            self.problem = f"cannot be read: {problem.strerror}"


def problem_of(path: str, file: KeptFile) -> str:
    """What is wrong with the file on this disk; nothing when it is what its record says."""
    copied = Copied(path, file)
    if not copied.problem:
        for _block in copied.blocks():
            pass
    return copied.problem
