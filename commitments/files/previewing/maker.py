"""The side of the program: gives the other process a copy of the file, waits so long, and believes nothing of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from commitments.files.previewing.agreed import DRAWN, LONGEST_SIDE, MADE, MOST_PAGES, WORDS, NotMade, Reason

SECONDS = 40.0
MOST_SAID = 4096
PROCESS = "commitments.files.previewing"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Leaf:
    """One image or the words, on the way into the store."""

    path: Path
    name: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Made:
    """What was made, and of how many pages."""

    leaves: list[Leaf]
    number: int


class Source(Protocol):
    """All that is asked of the file: to be read once."""

    def read(self, length: int = ..., /) -> bytes: ...


@contextmanager
def made_of(stream: Source, code: str, *, seconds: float = SECONDS) -> Iterator[Made]:
    """The preview of a file of this kind, as long as the block lasts. Refuses with NotMade, whatever the file does."""
    with made_in_cage(stream, PROCESS, code, seconds=seconds) as into:
        yield _found(into, code)


@contextmanager
def made_in_cage(stream: Source, module: str, *arguments: str, seconds: float) -> Iterator[Path]:
    """The folder in which this module leaves what it makes of a copy of the file, as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="caged-") as folder:
        source, into = Path(folder) / "source", Path(folder) / "made"
        into.mkdir()
        with source.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        run_caged(module, *arguments, str(source), str(into), seconds=seconds)
        yield into


def run_caged(module: str, *arguments: str, seconds: float) -> None:
    """Run this module, which enters the cage, as a process without the program's environment; refuses with NotMade."""
    order = [sys.executable, "-s", "-m", module, *arguments]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    bare = {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"}  # nothing of the program's environment: no secret
    child = subprocess.Popen(order, cwd=ROOT, env=bare, start_new_session=True, close_fds=True, **quiet)  # type: ignore[call-overload]
    try:
        status = child.wait(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise NotMade(Reason.TOO_LONG) from late
    finally:
        _end(child)
    if status:
        raise NotMade(Reason.TOO_LONG if status == -signal.SIGXCPU else Reason.STOPPED)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Nothing of it goes on, however this side was left."""
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _found(into: Path, code: str) -> Made:
    """What it says it made, as far as that can be so."""
    try:
        with (into / MADE).open("rb") as told:
            said = json.loads(told.read(MOST_SAID))
        if "reason" in said:
            raise NotMade(Reason(said["reason"]))
        return Made(_leaves(into, said["sizes"], code), max(0, min(int(said["number"]), 2**31 - 1)))
    except (OSError, ValueError, KeyError, TypeError) as nonsense:
        raise NotMade(Reason.STOPPED) from nonsense


def _leaves(into: Path, sizes: list[tuple[int, int]], code: str) -> list[Leaf]:
    leaves = (
        [Leaf(into / WORDS, WORDS)]
        if code not in DRAWN
        else [
            Leaf(into / f"{number}.webp", f"{number}.webp", *(max(1, min(int(side), LONGEST_SIDE)) for side in size))
            for number, size in enumerate(sizes[:MOST_PAGES], start=1)
        ]
    )
    if not leaves or any(each.path.is_symlink() for each in leaves):
        raise NotMade(Reason.STOPPED)
    return leaves
