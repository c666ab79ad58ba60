"""The table of faults: each with its words and how often it is tried, in small with the tests and in full."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.breaking import (
    broker_lost,
    clock_moved,
    database_killed,
    deployed,
    disk_full,
    last_minute,
    line_cut,
    migration_cut,
    worker_killed,
)  # fmt: skip
from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.breaking.outcome import Outcome

Run = Callable[[Ground, int], Ledger | Outcome]


@dataclass(frozen=True)
class Fault:
    """What breaks, by whom it is broken, how often."""

    key: str
    words: str
    run: Run
    small: int
    full: int


FAULTS = (
    Fault("database", "PostgreSQL killed with -9 in the middle of saves", database_killed.run, small=3, full=40),
    Fault("worker", "worker killed with -9 before a step of a task, every task", worker_killed.run, small=2, full=40),
    Fault("broker", "broker killed with -9 and emptied", broker_lost.run, small=1, full=10),
    Fault("disk", "disk full at upload, export and database", disk_full.run, small=1, full=10),
    Fault("line", "connection cut in the middle of an upload, in pieces and whole", line_cut.run, small=2, full=30),
    Fault("deploy", "new version deployed while people type", deployed.run, small=1, full=10),
    Fault("minute", "so many focal points save and send in the last minute", last_minute.run, small=8, full=200),
    Fault("clock", "clock moved forwards and backwards, web and database", clock_moved.run, small=1, full=15),
    Fault("migration", "migration killed with -9 before a step", migration_cut.run, small=1, full=12),
)
