"""PostgreSQL killed with -9 in the middle of saves: it recovers, people send the same again, nothing is lost or double."""

from itertools import cycle, islice

from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.breaking.typing import let_save, typing

WAYS = ("the server", "a child", "all")
PEOPLE = 6


def run(ground: Ground, times: int) -> Ledger:
    """So many deaths while focal points save; then everybody sends his reply, during a last one."""
    ledger = Ledger()
    codes = scene.others(PEOPLE)
    people = scene.desks(ground, scene.cycle(*codes), ledger, *codes)
    ground.start_web()
    with typing(people):
        for how in islice(cycle(WAYS), times):
            let_save(ledger, PEOPLE)
            ground.kill_database(how=how)
        let_save(ledger, PEOPLE)
    for place, person in enumerate(people):
        if place == PEOPLE // 2:
            ground.kill_database(how="all")
        person.send_reply()
    if ledger.refused:
        ledger.went_wrong(f"what may be saved was refused: {dict(ledger.refused)}")
    ledger.notes.append(f"killed {times + 1} times, in turn: {', '.join(WAYS)}")
    return ledger
