"""A disk that can be filled and emptied: a small file system in memory, which only root can make."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILLER = "filler"


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    """A file system of this size at this place while the block runs; what lies there in the end stays there."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", str(place)], check=True)
    with tempfile.TemporaryDirectory() as kept:
        try:
            yield
            shutil.copytree(place, kept, dirs_exist_ok=True)
        finally:
            subprocess.run(["umount", "--lazy", str(place)], check=True)
        shutil.copytree(kept, place, dirs_exist_ok=True)


@contextmanager
def full(place: Path, *, but: int) -> Iterator[None]:
    """No room on the disk of this place but so many bytes, while the block runs."""
    filler = place / FILLER
    room = os.statvfs(place)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - but))
    try:
        yield
    finally:
        filler.unlink()
