"""Putting a file back at its place: whole and right, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from commitments.files.store import sync_directory
from commitments.safekeeping.archive import Done
from commitments.safekeeping.kept_files import place_of
from commitments.safekeeping.reading import FilePlace, Sink


def placing(done: Done) -> FilePlace:
    """Gives the place of each file; says how large it was once it is there."""

    def place(path: str) -> AbstractContextManager[Sink]:
        return _placed(path, done)

    return place


@contextmanager
def _placed(path: str, done: Done) -> Iterator[Sink]:
    target = place_of(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        os.replace(part, target)
        sync_directory(target.parent)
        done(size)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
