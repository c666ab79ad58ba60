"""How large a database for measuring is, and what grows in it: cycles and texts, never one page. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Growth:
    """So many cycles on each of so many texts; every cycle is answered by every Member State on every paragraph.

    The founding text keeps `actions` actions, each with a piece of evidence, and cites all of them in each
    of its cycles: what its pages show stays alike. The actions that growth adds lie on the other texts.
    """

    cycles: int
    instruments: int
    actions: int = 24_000
    with_triggers: bool = True
    has_history: bool = True
    cites_on_all_texts: bool = True

    @property
    def times(self) -> int:
        """How many times the smallest database this is."""
        return self.cycles * self.instruments

    @property
    def actions_elsewhere(self) -> int:
        """The actions of each text but the founding one."""
        others = self.instruments - 1
        return (self.times - 1) * self.actions // others if others else 0

    def actions_on(self, place: int) -> int:
        """The actions of the text at this place; the founding one stands at 0."""
        return self.actions_elsewhere if place else self.actions

    def words(self) -> str:
        """What is in it and what is not, in a sentence a person reads beside the figures."""
        said = (
            f"{self.times}×: {self.instruments} text(s) × {self.cycles} cycle(s), "
            f"{self.times * self.actions:,} actions and as many pieces of evidence"
        )
        return "; ".join([said, *(words for words, is_so in self._without() if is_so)])

    def _without(self) -> tuple[tuple[str, bool], ...]:
        return (
            ("filled without triggers, roll-ups counted once", not self.with_triggers),
            ("history of answers, actions and evidence in bulk, none of links and cited records",
             not self.with_triggers and self.has_history),
            ("no history of what was filled", not self.has_history),
            ("records cited on the founding text only", not self.cites_on_all_texts),
        )  # fmt: skip


GROWTHS: dict[int, Growth] = {
    1: Growth(cycles=1, instruments=1),
    10: Growth(cycles=2, instruments=5),
    100: Growth(cycles=4, instruments=25, with_triggers=False),
    1000: Growth(cycles=10, instruments=100, with_triggers=False, has_history=False, cites_on_all_texts=False),
}
