"""Where files are kept: by their own digest, written whole or not at all, checked whenever they are read."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from commitments.files.kinds import kind_of
from commitments.files.naming import extension_of, safe_name, with_extension
from commitments.files.refusals import EmptyFile, FileMissing, FileRefused, TooLarge, refusal_of
from commitments.files.scanning import scan
from commitments.files.verified import VerifiedReader

BLOCK = 1 << 16
PART = ".part"
_FOLDER = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_PATH = re.compile(rf"{_FOLDER.pattern}/[0-9a-f]{{64}}")


class Readable(Protocol):
    """All that is asked of what a file comes from: a form's upload, a part file, a request."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class StoredBlob:
    """A file in the store; the path never tells its name, the name never decides its path."""

    sha256: str
    size: int
    content_type: str
    path: str
    name: str


class BlobStore:
    """Blobs at `<folder>/<sha256>` in Django's storage: a directory, or later an object store."""

    def __init__(self, storage: Storage | None = None) -> None:
        self.storage = storage or default_storage

    def put(self, stream: Readable, *, folder: str, limit: int, name: str = "") -> StoredBlob:
        """Keep the content whole, or nothing of it. Refuses with a FileRefused that says why in one sentence."""
        if not _FOLDER.fullmatch(folder):
            raise ValueError(f"not a folder of the store: {folder!r}")
        shown = safe_name(name)
        with _clear_refusals(), self._temporary(folder) as part:
            digest, size = _receive(stream, part, limit)
            kind = kind_of(part, name=shown)
            scan(part)
            path = f"{folder}/{digest}"
            self._publish(part, path)
        return StoredBlob(digest, size, kind.content_type, path, with_extension_of(shown, kind.extensions))

    def open_checked(self, path: str, sha256: str) -> VerifiedReader:
        """The content, verified while it is read: the last piece comes only when the digest is right."""
        if not _PATH.fullmatch(path) or not path.endswith(f"/{sha256}"):
            raise FileMissing
        try:
            return VerifiedReader(self.storage.open(path, "rb"), sha256=sha256, size=self.storage.size(path))
        except FileNotFoundError as missing:
            raise FileMissing from missing

    def exists(self, path: str) -> bool:
        return bool(_PATH.fullmatch(path)) and self.storage.exists(path)

    def remove(self, path: str) -> None:
        """Take the content away for good: lawful removal alone does. Where it is gone already, nothing happens."""
        if not _PATH.fullmatch(path):
            raise ValueError(f"not a path of the store: {path!r}")
        self.storage.delete(path)

    def remove_leftovers(self, *, older_than_seconds: float = 86_400) -> int:
        """Take away the temporary files that a crash left behind; returns how many."""
        if not isinstance(self.storage, FileSystemStorage):
            return 0
        cut_off, removed = time.time() - older_than_seconds, 0
        for leftover in Path(self.storage.location).glob(f"**/.*{PART}"):
            with suppress(FileNotFoundError):
                if leftover.stat().st_mtime < cut_off:
                    leftover.unlink()
                    removed += 1
        return removed

    @contextmanager
    def _temporary(self, folder: str) -> Iterator[BinaryIO]:
        """A file under a temporary name beside its later place; gone afterwards, whatever happens."""
        directory = self._directory(folder)
        with tempfile.NamedTemporaryFile("w+b", dir=directory, prefix=".", suffix=PART, delete=False) as part:
            try:
                yield cast("BinaryIO", part)
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(part.name)

    def _directory(self, folder: str) -> Path | None:
        if not isinstance(self.storage, FileSystemStorage):
            return None
        directory = Path(self.storage.path(folder))
        directory.mkdir(parents=True, exist_ok=True)
        return directory

    def _publish(self, part: BinaryIO, path: str) -> None:
        part.flush()
        os.fsync(part.fileno())
        if isinstance(self.storage, FileSystemStorage):
            target = Path(self.storage.path(path))
            os.chmod(part.name, 0o640)
            os.replace(part.name, target)
            sync_directory(target.parent)
        elif not self.storage.exists(path):
            part.seek(0)
            self.storage.save(path, File(part))


def with_extension_of(name: str, extensions: tuple[str, ...]) -> str:
    """The name with one of these endings: its own if it is among them, else the first."""
    return name if extension_of(name) in extensions else with_extension(name, extensions[0])


def sync_directory(directory: Path) -> None:
    """Make a rename survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _receive(stream: Readable, part: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > limit:
            raise TooLarge(limit)
        digest.update(block)
        part.write(block)
    if size == 0:
        raise EmptyFile
    part.seek(0, io.SEEK_END)
    return digest.hexdigest(), size


@contextmanager
def _clear_refusals() -> Iterator[None]:
    """What the operating system says becomes one sentence; a refusal of ours passes as it is."""
    try:
        yield
    except FileRefused:
        raise
    except OSError as failure:
        raise refusal_of(failure) from failure
