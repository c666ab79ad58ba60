"""Reading a backup from its first byte to its last: whatever is not as it says itself is refused."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import BinaryIO, Protocol

from commitments.safekeeping.archive import CLOSING, DATABASE, FILES, MANIFEST
from commitments.safekeeping.keys import Keys
from commitments.safekeeping.manifest import NOT_OURS, Closing, Manifest, digest_of, read_closing, read_manifest
from commitments.safekeeping.refusals import NotWhole, SafekeepingRefused
from commitments.safekeeping.sealing import opened

BLOCK = 1 << 20
MOST_SAID = 512 << 20
NOT_TO_ITS_END = "The backup is cut: it has no end. Whatever wrote it was stopped; take another one."


class Sink(Protocol):
    """Where bytes go."""

    def write(self, block: bytes, /) -> object: ...


class Nowhere:
    """Where bytes go that are only looked at."""

    def write(self, _block: bytes, /) -> None: ...


FilePlace = Callable[[str], AbstractContextManager[Sink]]
"""Gives, for a file's path, where its content goes; left without an error when the content was right."""


def nowhere(_path: str) -> AbstractContextManager[Sink]:
    return nullcontext(Nowhere())


class Reading:
    """One way through a backup, member after member."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._tar = tarfile.open(fileobj=stream, mode="r|", bufsize=BLOCK)  # noqa: SIM115 (closed by its stream)
        except tarfile.TarError as problem:
            raise NotWhole(NOT_OURS) from problem
        self._member = self._next()
        if self._name != MANIFEST:
            raise NotWhole(NOT_OURS)
        self.manifest: Manifest = read_manifest(self._said())
        self._wrong: dict[str, str] = {}

    def database(self, into: Sink) -> str:
        """The dump, and its digest."""
        digest = hashlib.sha256()
        while self._name.startswith(DATABASE):
            for block in self._blocks():
                digest.update(block)
                into.write(block)
            self._member = self._next()
        return digest.hexdigest()

    def files(self, place: FilePlace, *, but: frozenset[str] = frozenset()) -> None:
        """Every file; one that is not what the manifest says of it is remembered, and those in `but` passed over."""
        waiting = dict(self.manifest.files)
        while self._name.startswith(FILES):
            path = self._name.removeprefix(FILES)
            if path not in waiting:
                raise NotWhole(f"The backup was changed: it holds {path!r}, which it does not name.")
            del waiting[path]
            self._file(path, nowhere if path in but else place)
            self._member = self._next()
        self._wrong |= dict.fromkeys(waiting, "is not in the backup")

    def closing(self, database: str) -> Closing:
        """The end. Refuses when there is none, or when something before it was not as it says."""
        if self._name != CLOSING:
            raise NotWhole(NOT_TO_ITS_END if self._member is None else NOT_OURS)
        closing = read_closing(self._said())
        if closing.manifest != digest_of(self.manifest) or closing.database != database:
            raise NotWhole("The backup was changed: its database is not what its end says of it.")
        beyond = sorted(self._wrong.keys() - closing.lacking.keys())
        if beyond:
            raise NotWhole(f"The backup was changed: {beyond[0]} {self._wrong[beyond[0]]}.")
        return closing

    @property
    def _name(self) -> str:
        return self._member.name if self._member is not None and self._member.isreg() else ""

    def _next(self) -> tarfile.TarInfo | None:
        try:
            return self._tar.next()
        except tarfile.TarError as problem:
            raise NotWhole(NOT_TO_ITS_END) from problem

    def _blocks(self) -> Iterator[bytes]:
        source = self._tar.extractfile(self._member) if self._member else None
        try:
            while source and (block := source.read(BLOCK)):
                yield block
        except tarfile.TarError as problem:
            raise NotWhole(NOT_TO_ITS_END) from problem

    def _said(self) -> bytes:
        if self._member is None or self._member.size > MOST_SAID:
            raise NotWhole(NOT_OURS)
        content = b"".join(self._blocks())
        self._member = self._next()
        return content

    def _file(self, path: str, place: FilePlace) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            with place(path) as into:
                for block in self._blocks():
                    digest.update(block)
                    size += len(block)
                    into.write(block)
                if digest.hexdigest() != self.manifest.files[path].sha256:
                    raise _OtherContent
        except _OtherContent:
            self._wrong[path] = "has other content"


class _OtherContent(Exception):
    """Leaves the place without its file."""


@contextmanager
def reading(source: BinaryIO, keys: Keys) -> Iterator[Reading]:
    """A way through the backup from its beginning, decrypted. Refuses a wrong key, and what is no backup."""
    with opened(source, keys) as stream:
        yield Reading(stream)


def check(source: BinaryIO, keys: Keys) -> tuple[Manifest, Closing]:
    """Go through all of it and write nothing. Refuses whatever is not whole and as it was made."""
    try:
        with reading(source, keys) as found:
            database = found.database(Nowhere())
            found.files(nowhere)
            return found.manifest, found.closing(database)
    except OSError as problem:
        raise SafekeepingRefused(f"The backup cannot be read: {problem.strerror or problem}.") from problem
