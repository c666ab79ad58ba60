"""A clock that jumps, the web's and the database's: saves go on, no version or event is lost, the seals hold."""

from datetime import timedelta
from itertools import cycle, islice

from django.utils import timezone

from commitments.history.sealing.services import seal_history
from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.breaking.outcome import Outcome, skipped
from tests.breaking.wrong_clock import NOT_HERE, library, moved

JUMPS = (timedelta(hours=3), timedelta(hours=-3), timedelta(days=40), timedelta(days=-400), timedelta(0))
LONGEST_SESSION = timedelta(hours=11)


def run(ground: Ground, times: int) -> Ledger | Outcome:
    """So many jumps, of the web and of the database in turn; after each somebody saves, and history is sealed."""
    if library() is None:
        return skipped(NOT_HERE)
    ledger = Ledger()
    (person,) = scene.desks(ground, scene.cycle("FJI"), ledger, "FJI")
    for number, jump in enumerate(islice(cycle(JUMPS), times)):
        of_the_web(ground, min(LONGEST_SESSION, jump))
        write(person)
        of_the_database(ground, jump)
        write(person)
        seal_history(now=timezone.now() + timedelta(days=number))
    ground.stop("web")
    of_the_database(ground, timedelta(0))
    hours = ", ".join(f"{jump.total_seconds() / 3600:+.0f} h" for jump in JUMPS[:times])
    ledger.notes.append(f"{times} jumps of each clock: {hours}")
    return ledger


def write(person: scene.FocalPoint) -> None:
    """Two answers and a link."""
    for reference in person.references[:2]:
        person.save(reference, scene.words(person.code, reference))
    person.record_link(scene.words(person.code, "a link"))


def of_the_web(ground: Ground, jump: timedelta) -> None:
    """The web starts anew with this clock."""
    ground.stop("web")
    ground.start_web(**(moved(jump) if jump else {}))


def of_the_database(ground: Ground, jump: timedelta) -> None:
    """The database server stops as it should, and starts anew with this clock."""
    from django.db import connections

    connections.close_all()
    ground.stop("database")
    ground.start_database(**(moved(jump) if jump else {}))
