"""What a sudden death leaves behind: processes that still end, zombies that never will."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from tracker.embedded.problems import CannotStart

PATIENCE = 60.0


def wait_until_left(folder: Path, *, what: str, harder: int) -> None:
    """Return when no process works in `folder`; after half the time they are told harder, after all of it we refuse."""
    end = time.monotonic() + PATIENCE
    while holders := list(working_in(folder)):
        left = end - time.monotonic()
        if left < 0:
            raise CannotStart(f"Another {what} (process {holders[0]}) still uses {folder}.")
        if left < PATIENCE / 2:
            for holder in holders:
                _signal(holder, harder)
        time.sleep(0.05)


def working_in(folder: Path) -> Iterator[int]:
    """Processes whose working directory is `folder`; a zombie is none."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and os.readlink(entry / "cwd") == str(folder.resolve()):
                yield int(entry.name)
        except OSError:
            continue


def _signal(process: int, number: int) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
