"""`make crawl`: sends nonsense to every route as everybody, and prints what came of it; exit 1 where anything is wrong.

`make crawl TRIES=500 SEED=7` sends other tries; `make crawl SEED=7 ARGS="--only 412"` sends one of them again.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import TestServices

USUAL, SEED, READ_SHARE = 20_000, 60_177, 100
SAID_EVERY = 500


def main() -> int:
    """Make a database, send, print; the database goes."""
    parser = argparse.ArgumentParser(prog="make crawl", description=__doc__)
    parser.add_argument("--only", type=int, help="the number of one try")
    asked = parser.parse_args()
    with own_database():
        return crawled(int(os.environ.get("TRIES") or USUAL), int(os.environ.get("SEED") or SEED), asked.only)


@contextmanager
def own_database() -> Iterator[None]:
    """A clone that only this run uses, and Django on it."""
    services, name = TestServices(), f"test_{os.getpid()}"
    os.environ.update({**services.environment(name), "LOG_LEVEL": "ERROR"})
    services.clone(name)
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        services.drop(name)
        shutil.rmtree(Path(os.environ["MEDIA_ROOT"]), ignore_errors=True)
        services.release()


def crawled(times: int, seed: int, only: int | None) -> int:
    """All tries, or one; Django starts only now, on this database."""
    import django

    django.setup()
    from django.conf import settings as configured

    from tests.faults.crawl.readers import read_all
    from tests.faults.crawl.running import run
    from tests.faults.crawl.targets import ground
    from tests.faults.sending import quiet, stage
    from tests.stage_hand import builds_the_scene

    builds_the_scene()
    configured.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    begun = time.monotonic()
    sys.stdout.write(f"seed {seed}, {times} tries\n")
    with quiet():
        numbers = range(times) if only is None else range(only, only + 1)
        on_stage = stage()
        made = ground(on_stage.scene)
        tally = run(on_stage, made, seed=seed, numbers=numbers, told=told if only is None else print)
        if only is None:
            tally.files, wrong = read_all(times=max(1, times // READ_SHARE), by_seed=seed)
            tally.faults += wrong
    tally.say()
    words = f'make crawl SEED={seed} ARGS="--only NUMBER" repeats one' if tally.faults else "nothing is wrong"
    sys.stdout.write(f"seed {seed}: {words}; all of it took {(time.monotonic() - begun) / 60:.1f} minutes.\n")
    return 1 if tally.faults else 0


def told(words: object) -> None:
    """Now and then, how far it is."""
    number = int(str(words).partition(":")[0])
    if number and number % SAID_EVERY == 0:
        sys.stderr.write(f"{number} ...\n")


if __name__ == "__main__":
    sys.exit(main())
