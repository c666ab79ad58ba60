"""What a counted process is told, and what it said."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.breaking.ground import Ground
from tests.breaking.steps import FOLDER, ORDER, SAID
from tests.waiting import wait_for


class Orders:
    """A folder with the one order, and the lines that were said."""

    def __init__(self, ground: Ground) -> None:
        self.read, self.folder = 0, ground.layout.var / "orders"
        self.folder.mkdir(exist_ok=True)
        for name in (ORDER, SAID):
            (self.folder / name).unlink(missing_ok=True)

    @property
    def variables(self) -> dict[str, str]:
        """For the process."""
        return {FOLDER: str(self.folder)}

    def order(self, work: str, step: int, *, whole: bool = False) -> None:
        """Die before this step of this work; the whole worker with it, or the process alone."""
        (self.folder / ORDER).write_text(json.dumps({"work": work, "step": step, "whole": whole}))

    def withdraw(self) -> None:
        """Nobody dies."""
        (self.folder / ORDER).unlink(missing_ok=True)

    def wait(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next thing said that is what we wait for."""
        return wait_for(lambda: self._next(is_it), 90)

    def _next(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        path = self.folder / SAID
        lines = path.read_text().splitlines() if path.exists() else []
        while self.read < len(lines):
            self.read += 1
            if is_it(said := json.loads(lines[self.read - 1])):
                return dict(said)
        return {}


def spread(steps: int, most: int) -> Iterator[int]:
    """All steps if they are no more than asked, else so many from the first to the last; of one, that in the middle."""
    if most == 1:
        yield steps // 2 + 1
    elif steps <= most:
        yield from range(1, steps + 1)
    else:
        yield from sorted({1 + round(place * (steps - 1) / (most - 1)) for place in range(most)})
