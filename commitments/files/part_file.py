"""The part file of an upload: its length is the truth about how much has come."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from commitments.files.refusals import FileRefused, refusal_of
from commitments.files.store import BLOCK, Readable


class TooMany(FileRefused):
    """More bytes than the sender announced."""

    def __init__(self) -> None:
        super().__init__(_("More was sent than was announced for this file. Please choose the file again."))


class Busy(FileRefused):
    """Another request writes to it."""

    def __init__(self) -> None:
        super().__init__(_("This file is being received by another window at this moment."))


def directory() -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads"


def path_of(public_id: UUID) -> Path:
    return directory() / f"{public_id}.part"


def create(public_id: UUID) -> None:
    """An empty part file; refuses when the disk does."""
    try:
        directory().mkdir(parents=True, exist_ok=True)
        path_of(public_id).open("xb").close()
    except OSError as failure:
        raise refusal_of(failure) from failure


def length(public_id: UUID) -> int | None:
    """How much has come; None when the part file is gone."""
    try:
        return path_of(public_id).stat().st_size
    except FileNotFoundError:
        return None


def remove(public_id: UUID) -> None:
    with suppress(FileNotFoundError):
        path_of(public_id).unlink()


def append(part: BinaryIO, source: Readable, *, at_most: int) -> None:
    """Add what comes until the line ends or breaks; what has come stays. More than announced: all of it is refused."""
    start, room = part.seek(0, os.SEEK_END), at_most
    try:
        for block in _blocks(source):
            room -= len(block)
            if room < 0:
                part.truncate(start)
                raise TooMany
            part.write(block)
        part.flush()
        os.fsync(part.fileno())
    except OSError as failure:
        raise refusal_of(failure) from failure


@contextmanager
def locked(public_id: UUID) -> Iterator[BinaryIO]:
    """The part file, for one writer at a time; a second one is refused with Busy."""
    with path_of(public_id).open("r+b", buffering=0) as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Busy from taken
        yield part  # unbuffered: what was written is in the file, not in the process


def _blocks(source: Readable) -> Iterator[bytes]:
    """Blocks until the end, or until the line is cut: a cut is no error here, the sender asks for the offset."""
    while True:
        try:
            block = source.read(BLOCK)
        except OSError:
            return
        if not block:
            return
        yield block
