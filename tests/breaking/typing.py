"""People who go on typing in threads of their own while something breaks."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle

from tests.breaking import scene
from tests.breaking.ledger import Ledger
from tests.breaking.people import FocalPoint

EVERY_FIFTH = 5


class Typist(threading.Thread):
    """Saves one text after the other, and now and then a link, until he is told to stop."""

    def __init__(self, person: FocalPoint) -> None:
        super().__init__(name=person.code, daemon=True)
        self.person, self.may_go_on = person, True

    def run(self) -> None:
        """What he meets that nobody foresaw is wrong."""
        try:
            for number, reference in enumerate(cycle(self.person.references)):
                if not self.may_go_on:
                    return
                self._act(number, reference)
        except Exception as raised:  # told in the table
            self.person.ledger.went_wrong(f"{self.person.code}: {type(raised).__name__}: {raised}"[:500])

    def _act(self, number: int, reference: str) -> None:
        words = scene.words(self.person.code, reference)
        if number % EVERY_FIFTH == EVERY_FIFTH - 1:
            self.person.record_link(words)
        else:
            self.person.save(reference, words)


@contextmanager
def typing(people: Sequence[FocalPoint]) -> Iterator[None]:
    """Inside, they all type; at the end each has had the answer to his last save."""
    typists = [Typist(person) for person in people]
    for typist in typists:
        typist.start()
    try:
        yield
    finally:
        for typist in typists:
            typist.may_go_on = False
        for typist in typists:
            typist.join(120)


def let_save(ledger: Ledger, more: int) -> None:
    """Return when so many more saves were acknowledged."""
    from tests.waiting import wait_for

    before = ledger.number_acknowledged
    wait_for(lambda: ledger.number_acknowledged >= before + more, 120)
