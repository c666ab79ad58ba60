"""A migration killed with -9 before any of its steps: the old program goes on, a second run completes, data is whole."""

import os
import signal
import subprocess
import sys

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
IS_THERE = """
    SELECT (SELECT count(*) FROM pg_attribute WHERE attrelid = 'commitments_submission'::regclass AND attname = 'letters'),
           (SELECT count(*) FROM pg_constraint WHERE conname = 'submission_has_few_letters'),
           (SELECT count(*) FROM pg_indexes WHERE indexname = 'submission_by_letters'),
           (SELECT count(*) FROM django_migrations WHERE app = 'commitments' AND name = '0003_next')
"""
IN_THE_MIDDLE = 80
"""Twice the step at which a single try is killed: among the statements of the migration itself."""
NOTHING, WHOLE = (0, 0, 0, 0), (1, 1, 1, 1)


def run(ground: Ground, most: int) -> Ledger:
    """Once undisturbed and back; then killed before so many of its steps, used by the old program, completed."""
    ledger, orders = Ledger(), Orders(ground)
    (person,) = scene.desks(ground, scene.cycle("FJI"), ledger, "FJI")
    ground.start_web()
    steps = undisturbed(orders) if most > 1 else IN_THE_MIDDLE
    chosen = list(spread(steps, most))
    for step in chosen:
        if there() != NOTHING and migrate(orders, *BEFORE) != 0:
            ledger.went_wrong(f"it does not go back: {there()}")
        killed(person, orders, step)
    ledger.notes.append(
        f"{steps} steps, killed before {len(chosen)}; completed by a second run, and taken back before the next"
    )
    return ledger


def undisturbed(orders: Orders) -> int:
    """How many steps it takes when nobody kills it."""
    migrate(orders, *NEXT)
    return int(orders.wait(lambda said: said.get("ended") == MIGRATE)["steps"])


def killed(person: scene.FocalPoint, orders: Orders, step: int) -> None:
    """Dead before this step: nothing of it is there, or all; the old program saves; then it completes, and goes back."""
    ledger = person.ledger
    ledger.tried()
    orders.order(MIGRATE, step)
    ended = migrate(orders, *NEXT)
    if ended != -signal.SIGKILL or there() not in (NOTHING, WHOLE):
        ledger.went_wrong(f"killed before step {step}, it ended with {ended}, and there is {there()}")
    person.save("D1", scene.words("FJI", "D1"))
    before = everything()
    if migrate(orders, *NEXT) != 0 or there() != WHOLE:
        ledger.went_wrong(f"a second run after step {step} did not complete: {there()}")
    ledger.wrong += [f"after step {step}: {words}" for words in differences(before, everything())]
    person.save("D2", scene.words("FJI", "D2"))


def migrate(orders: Orders, *target: str) -> int:
    """In a process of its own; its exit code."""
    command = [sys.executable, "-m", "tests.breaking.in_migrate", *target]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **orders.variables}, check=False).returncode


def there() -> tuple[int, ...]:
    """What there is of the migration: nothing, or all of it."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(IS_THERE)
        return tuple(cursor.fetchone())


def everything() -> dict[str, Table]:
    """Each table that the migration does not write to, with its rows and their digest."""
    with one_moment() as (cursor, _snapshot):
        return {name: table for name, table in tables(cursor).items() if name not in CHANGED}
