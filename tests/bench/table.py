"""What is printed and kept: one line an act, beside its bound, and the machine."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tracker.env import ROOT

FILE = ROOT / "var" / "bench.json"
WIDE, NARROW = 84, 10


@dataclass(frozen=True)
class Line:
    """An act, its bound, our figure (none where there is nothing to measure), and what else is worth knowing."""

    words: str
    bound: float
    ours: float | None
    note: str = ""
    at_least: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Whether the figure keeps the bound."""
        if self.ours is None:
            return "nothing measured"
        is_kept = self.ours >= self.bound if self.at_least else self.ours <= self.bound
        return "ok" if is_kept else "over"


def ratio(pairs: Iterable[Sequence[float]]) -> float:
    """The median of the ratios of the pairs: each pair is of one moment, so a machine that drifts does not matter."""
    return statistics.median(one / other for one, other in pairs)


def of_pairs(words: str, bound: float, pairs: list[Sequence[float]] | None, **also: Any) -> Line:
    """A line whose figure is a ratio; milliseconds of both sides stand beside it."""
    if pairs is None:
        return Line(words, bound, None, **also)
    ours, theirs = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    note = f"{ours:.1f} ms against {theirs:.1f} ms, {len(pairs)} pairs"
    return Line(words, bound, ratio(pairs), **{"note": note, **also})


def say(line: Line) -> Line:
    """Print one line of the table as soon as it is known."""
    bound = f"{'≥' if line.at_least else '≤'} {line.bound:g}"
    ours = "–" if line.ours is None else f"{line.ours:.2f}"
    sys.stdout.write(f"{line.words:<{WIDE}} {bound:>{NARROW}} {ours:>{NARROW}}  {line.verdict:<16} {line.note}\n")
    for fault in line.more.get("faults", ()):
        sys.stdout.write(f"    {fault}\n")
    sys.stdout.flush()
    return line


def head(about: dict[str, str]) -> None:
    """What is measured where, above the table."""
    for name, words in about.items():
        sys.stdout.write(f"{name:<10} {words}\n")
    sys.stdout.write(f"\n{'act':<{WIDE}} {'bound':>{NARROW}} {'ours':>{NARROW}}\n")
    sys.stdout.flush()


def machine() -> str:
    """The machine in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def keep(about: dict[str, str], lines: list[Line], path: Path = FILE) -> None:
    """The same as JSON, with the verdicts."""
    path.parent.mkdir(exist_ok=True)
    rows = [{**asdict(line), "verdict": line.verdict} for line in lines]
    path.write_text(json.dumps({"about": about, "lines": rows}, indent=1, ensure_ascii=False))
