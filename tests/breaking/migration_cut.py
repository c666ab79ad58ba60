"""A migration killed with -9 before any of its steps: the old program goes on, a second run completes, data is whole."""

import os
import signal
import subprocess
import sys
from typing import NamedTuple

from django.db import connections

from commitments.safekeeping.tables import Table, differences, one_moment, tables
from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.in_migrate import MIGRATE
from tests.breaking.ledger import Ledger
from tests.breaking.orders import Orders, spread
from tracker.env import ROOT

NEXT, BEFORE = ("commitments",), ("commitments", "0002")
CHANGED = {"commitments_submission", "django_migrations", "django_content_type", "auth_permission"}
"""What the next version writes to."""
FOLLOWS = {"commitments_submissionevent", "commitments_commit", "commitments_pageversion"}
"""What the database writes with it by itself: history, its commit, the version of the pages that show it."""
HISTORY = """
    SELECT (SELECT count(*) FROM commitments_submissionevent), (SELECT count(*) FROM commitments_commit),
           (SELECT count(*) FROM commitments_submission)
"""
IS_THERE = """
    SELECT (SELECT count(*) FROM pg_attribute WHERE attrelid = 'commitments_submission'::regclass AND attname = 'letters'),
           (SELECT count(*) FROM pg_constraint WHERE conname = 'submission_has_few_letters'),
           (SELECT count(*) FROM pg_indexes WHERE indexname = 'submission_by_letters'),
           (SELECT count(*) FROM django_migrations WHERE app = 'commitments' AND name = '0003_next')
"""
OWN, WORD = range(8, 15), "letters"
"""The steps that are the migration's own statements, and what stands in most of them; the others set up and go round."""
NOTHING, WHOLE = (0, 0, 0, 0), (1, 1, 1, 1)


def run(ground: Ground, most: int) -> Ledger:
    """Once undisturbed and back; then killed before so many of its steps, used by the old program, completed."""
    ledger, orders = Ledger(), Orders(ground)
    (person,) = scene.desks(ground, scene.cycle("FJI"), ledger, "FJI")
    ground.start_web()
    chosen, deaths = dying_at(undisturbed(orders), most) if most > 1 else [OWN[len(OWN) // 2]], []
    for step in chosen:
        if there() != NOTHING and migrate(orders, *BEFORE) != 0:
            ledger.went_wrong(f"it does not go back: {there()}")
        deaths.append(killed(person, orders, step))
    if not any(WORD in death.before for death in deaths):
        ledger.went_wrong(f"none died among the migration's own statements: {deaths}")
    ledger.notes.append(
        f"killed before {len(chosen)} steps, the last the {chosen[-1]}th, {sum(death.was_whole for death in deaths)} times "
        "when all of it was there; completed by a second run, and taken back before the next"
    )
    return ledger


class Death(NamedTuple):
    """Before which step it died, and whether all of the migration was there then."""

    before: str
    was_whole: bool


def dying_at(steps: int, most: int) -> list[int]:
    """Before each of the migration's own statements, and before others from the first step to the last."""
    return sorted({*OWN, *spread(steps, most - len(OWN))})


def undisturbed(orders: Orders) -> int:
    """How many steps it takes when nobody kills it."""
    migrate(orders, *NEXT)
    return int(orders.wait(lambda said: said.get("ended") == MIGRATE)["steps"])


def killed(person: scene.FocalPoint, orders: Orders, step: int) -> Death:
    """Dead before this step: nothing of it is there, or all; the old program saves; then it completes, and goes back."""
    ledger = person.ledger
    ledger.tried()
    orders.order(MIGRATE, step)
    ended = migrate(orders, *NEXT)
    if ended != -signal.SIGKILL or there() not in (NOTHING, WHOLE):
        ledger.went_wrong(f"killed before step {step}, it ended with {ended}, and there is {there()}")
    death = Death(orders.wait(lambda said: said.get("killed") == MIGRATE)["before"], there() == WHOLE)
    person.save("D1", scene.words("FJI", "D1"))
    completed(orders, ledger, step)
    person.save("D2", scene.words("FJI", "D2"))
    return death


def completed(orders: Orders, ledger: Ledger, step: int) -> None:
    """A second run: it is whole, nothing else has changed, and what it wrote is in the history once."""
    before, is_due, (events, commits, rows) = everything(), there() == NOTHING, counts(HISTORY)
    if migrate(orders, *NEXT) != 0 or there() != WHOLE:
        ledger.went_wrong(f"a second run after step {step} did not complete: {there()}")
    ledger.wrong += [f"after step {step}: {words}" for words in differences(before, everything())]
    due = (events + rows, commits + 1, rows) if is_due else (events, commits, rows)
    if (found := counts(HISTORY)) != due:
        ledger.went_wrong(f"after step {step}: history holds {found}, not {due}")


def migrate(orders: Orders, *target: str) -> int:
    """In a process of its own; its exit code."""
    command = [sys.executable, "-m", "tests.breaking.in_migrate", *target]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **orders.variables}, check=False).returncode


def there() -> tuple[int, ...]:
    """What there is of the migration: nothing, or all of it."""
    return counts(IS_THERE)


def counts(query: str) -> tuple[int, ...]:
    """The one row that it gives."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(query)
        return tuple(cursor.fetchone())


def everything() -> dict[str, Table]:
    """Each table that the migration does not write to, with its rows and their digest."""
    with one_moment() as (cursor, _snapshot):
        return {name: table for name, table in tables(cursor).items() if name not in CHANGED | FOLLOWS}
