"""What is printed and kept: one line a fault, all of it counted."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.breaking.outcome import Outcome
from tracker.env import ROOT

FILE = ROOT / "var" / "faults.json"
HEADS = ("tries", "acknowledged", "lost", "doubled", "half files", "roll-ups", "history", "seconds")
WIDE, NARROW = 62, 13


def head() -> None:
    """The names of the columns."""
    sys.stdout.write(f"{'fault':<{WIDE}}{''.join(f'{name:>{NARROW}}' for name in HEADS)}\n")
    sys.stdout.flush()


def say(words: str, outcome: Outcome, seconds: float) -> None:
    """One line, and under it what is worth knowing."""
    cells = [outcome.tries, outcome.acknowledged, outcome.lost, outcome.doubled, outcome.half_files]
    verdicts = [
        "recount" if outcome.rollups_recount else "DIFFER",
        "verifies" if outcome.history_verifies else "BROKEN",
    ]
    shown = ["skipped"] if outcome.skipped else [*map(str, cells), *verdicts, f"{seconds:.0f}"]
    sys.stdout.write(f"{words:<{WIDE}}{''.join(f'{cell:>{NARROW}}' for cell in shown)}\n")
    for note in (*filter(None, [outcome.skipped]), *outcome.notes, *(f"WRONG {each}" for each in outcome.wrong)):
        sys.stdout.write(f"    {note}\n")
    sys.stdout.flush()


def keep(outcomes: dict[str, Outcome], path: Path) -> None:
    """The same as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = {key: {**asdict(outcome), "is_whole": outcome.is_whole} for key, outcome in outcomes.items()}
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
