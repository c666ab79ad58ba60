"""Counts the steps of a piece of work in this process and dies before the one it is told, as `kill -9` would have it.

A step is whatever leaves a trace outside the process: a statement, a commit, a file opened to be written, renamed or
removed. So every stage of every task can be the last, without a word about stages in the program.
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

FOLDER = "BREAKING_ORDERS"
ORDER, SAID = "order.json", "said.jsonl"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
OF_FILES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
WORDS = 60


class Steps:
    """The steps of the work that runs in this process."""

    def __init__(self) -> None:
        self.work, self.number, self.last = "", 0, 0
        self.whole = self.counts = False

    def begin(self, work: str) -> None:
        """From here on steps count; an order names the one at which this work dies."""
        path = folder() / ORDER
        order = json.loads(path.read_text()) if path.exists() else {}
        ours = order if order.get("work") == work else {}
        self.work, self.number = work, 0
        self.last, self.whole, self.counts = ours.get("step", 0), ours.get("whole", False), True

    def end(self, state: str) -> None:
        """The work came to its end."""
        self.counts = False
        self.say(ended=self.work, state=state, steps=self.number)

    def take(self, name: str) -> None:
        """One step is about to be taken; perhaps it is not."""
        if not self.counts or threading.current_thread() is not threading.main_thread():
            return
        self.number += 1
        if self.number == self.last:
            self.counts = False
            self.die(name)

    def die(self, name: str) -> None:
        """Now: this process, or all that were started with it."""
        (folder() / ORDER).unlink()
        self.say(killed=self.work, step=self.number, before=name[:WORDS])
        if self.whole:
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    def say(self, **words: Any) -> None:
        """To whoever gave the order."""
        with (folder() / SAID).open("a") as said:
            said.write(json.dumps(words) + "\n")


STEPS = Steps()


def folder() -> Path:
    """Where orders lie and answers are put."""
    return Path(os.environ[FOLDER])


def count_steps() -> None:
    """Every statement, commit and change of files of this process passes by here."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    execute, commit = CursorWrapper._execute_with_wrappers, BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def executed(self: Any, sql: Any, *given: Any, **named: Any) -> Any:
        STEPS.take(f"{sql}".strip())
        return execute(self, sql, *given, **named)

    def committed(self: Any) -> Any:
        STEPS.take("COMMIT")
        return commit(self)

    CursorWrapper._execute_with_wrappers = executed  # type: ignore[attr-defined]
    BaseDatabaseWrapper._commit = committed  # type: ignore[attr-defined]
    sys.addaudithook(_of_files)


def _of_files(name: str, given: tuple[Any, ...]) -> None:
    if name in OF_FILES or (name == "open" and isinstance(given[2], int) and given[2] & WRITING):
        STEPS.take(f"{name} {given[0]}"[-WORDS:])
