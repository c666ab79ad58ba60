"""`make faults`: breaks what can break and prints what came of it; exit 1 where a promise did not hold.

`make faults ARGS="--small"` tries each a few times, `make faults ARGS="database worker"` only these.
"""

import argparse
import os
import sys
import time
import traceback
from pathlib import Path

import pytest

from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.breaking.outcome import Outcome
from tests.breaking.table import FILE, head, keep, say
from tracker.embedded.services import stop_on_signals


def main() -> int:
    """Make the ground, break, recount, print."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("faults", nargs="*", help="only these")
    parser.add_argument("--small", action="store_true", help="a few tries each, as in the ordinary tests")
    parser.add_argument("--into", type=Path, default=FILE, help="where the figures are kept as JSON")
    asked = parser.parse_args()
    ground = Ground()
    os.environ.update({**ground.variables, "LOG_LEVEL": "ERROR"})
    stop_on_signals()
    with ground.standing():
        return broken(ground, asked)


def broken(ground: Ground, asked: argparse.Namespace) -> int:
    """Every fault that was asked for, one after the other; Django starts only now, on this ground."""
    import django

    django.setup()
    from tests.breaking.faults import FAULTS
    from tests.stage_hand import builds_the_scene

    builds_the_scene()
    begun, outcomes = time.monotonic(), {}
    head()
    for fault in FAULTS:
        if not asked.faults or fault.key in asked.faults:
            started = time.monotonic()
            outcomes[fault.key] = outcome_of(fault, ground, times=fault.small if asked.small else fault.full)
            say(fault.words, outcomes[fault.key], time.monotonic() - started)
            keep(outcomes, asked.into)
    tries, lost = (sum(getattr(each, name) for each in outcomes.values()) for name in ("tries", "lost"))
    sys.stdout.write(f"\n{tries} tries, {lost} lost; all of it took {(time.monotonic() - begun) / 60:.1f} minutes.\n")
    return 0 if all(outcome.is_whole for outcome in outcomes.values()) else 1


def outcome_of(fault, ground, *, times):  # type: ignore[no-untyped-def] # its types need Django
    """What came of one fault; a fault of the trial itself is told as wrong."""
    from tests.breaking.recount import counted

    try:
        ground.fresh()
        told = fault.run(ground, times)
        ground.stop("web", "worker", "beat")
        return counted(told) if isinstance(told, Ledger) else told
    except (Exception, pytest.fail.Exception):
        return Outcome(0, 0, 0, 0, 0, rollups_recount=False, history_verifies=False, wrong=[traceback.format_exc()])


if __name__ == "__main__":
    sys.exit(main())
