"""The form of a backup: a plain tar, in the order in which it is read, so that common tools open it without us.

`manifest.json`, the dump of pg_dump in pieces `database/000001` …, `files/<path in the media folder>`, `closing.json`.
It is not compressed as a whole: the dump is in itself, and evidence is of kinds that are.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterator

from commitments.safekeeping.kept_files import Copied
from commitments.safekeeping.manifest import Closing, Manifest, as_bytes, digest_of

MANIFEST, DATABASE, FILES, CLOSING = "manifest.json", "database/", "files/", "closing.json"
PIECE = 8 << 20
Done = Callable[[int], None]


class Archive:
    """Makes the bytes of a backup as they are read, and knows afterwards how it closed."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.closing: Closing | None = None
        self._lacking: dict[str, str] = {}
        self._database = hashlib.sha256()

    def blocks(self, dump: Iterator[bytes], *, dumped: Callable[[], None], done: Done) -> Iterator[bytes]:
        """All of it. Says when the dump has come to its end, and how many bytes of files are in it."""
        yield from _member(MANIFEST, as_bytes(self.manifest))
        for number, piece in enumerate(_pieces(dump), 1):
            self._database.update(piece)
            yield from _member(f"{DATABASE}{number:06}", piece)
        dumped()
        yield from self._files(done)
        self.closing = Closing(digest_of(self.manifest), self._database.hexdigest(), self._lacking)
        yield from _member(CLOSING, as_bytes(self.closing))
        yield bytes(2 * tarfile.BLOCKSIZE)

    def _files(self, done: Done) -> Iterator[bytes]:
        for path, file in self.manifest.files.items():
            copied = Copied(path, file)
            if not copied.problem:
                yield _header(f"{FILES}{path}", file.size)
                yield from copied.blocks()
                yield _filling(file.size)
            if copied.problem:
                self._lacking[path] = copied.problem
            done(file.size)


def _pieces(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size: how many there will be is not known, and a tar wants to know."""
    waiting = bytearray()
    for block in blocks:
        waiting += block
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _member(name: str, content: bytes) -> Iterator[bytes]:
    yield _header(name, len(content))
    yield content
    yield _filling(len(content))


def _header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(tarfile.PAX_FORMAT)


def _filling(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)
