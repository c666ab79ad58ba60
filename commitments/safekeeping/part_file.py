"""A backup on its way to the disk: under another name until it is whole and on the disk, and gone if it never is."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from commitments.files.store import sync_directory
from commitments.safekeeping.refusals import NoRoomLeft, SafekeepingRefused, refusal_of

PART = ".backup.part"


def final_name(destination: Path, *, is_sealed: bool, now: datetime) -> Path:
    """The file that is asked for; in a folder, one named after the moment. Refuses to write over another."""
    if destination.is_dir():
        destination /= f"commitments-{now:%Y%m%dT%H%M%SZ}.tar{'.age' if is_sealed else ''}"
    if destination.exists():
        raise SafekeepingRefused(f"{destination} is there already, and no backup is written over another.")
    if not destination.parent.is_dir():
        raise SafekeepingRefused(f"There is no folder {destination.parent}: make it first.")
    return destination


def demand_room(folder: Path, needed: int, *, what: str) -> None:
    """Refuse what will not fit, before any of it is written."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoomLeft(
            f"{what} needs about {in_words(needed)} and {in_words(free)} are free in {folder}: free some, or "
            "choose another."
        )


@contextmanager
def writing(final: Path) -> Iterator[BinaryIO]:
    """The part file; whole, synchronized and under its own name when the block ends, else gone."""
    part = final.with_name(f".{final.name}{PART}")
    try:
        _remove_left(final.parent)
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.rename(part, final)
        sync_directory(final.parent)
    except FileExistsError as problem:
        raise SafekeepingRefused(f"Another backup is being written to {final} at this moment.") from problem
    except BaseException as problem:
        with suppress(FileNotFoundError):
            part.unlink()
        if isinstance(problem, OSError):
            raise refusal_of(problem, "The backup") from problem
        raise


def in_words(size: int) -> str:
    """So many bytes, for people."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"  # noqa: PLR2004


def _remove_left(folder: Path) -> None:
    """What a backup left that was killed: its lock went with it."""
    for left in folder.glob(f".*{PART}"):
        with suppress(BlockingIOError, FileNotFoundError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
