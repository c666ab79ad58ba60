"""What came of the tries: counted by route and status, and whatever was wrong with the try that shows it."""

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tests.faults.crawl.tries import Try
from tests.faults.sending import CLIENT_ERROR, SERVER_ERROR, UNAVAILABLE, Answer

SLOWEST, SHOWN = 10, 40
RAISED, NO_PAGE, TRACE = "raised", "without a page of ours", "shows a trace"


@dataclass
class Tally:
    """Counts, the slowest, and the faults."""

    routes: frozenset[str]
    by_status: Counter[int] = field(default_factory=Counter)
    by_route: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    slowest: list[tuple[float, str]] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    files: Counter[str] = field(default_factory=Counter)

    def add(self, tried: Try, answer: Answer) -> None:
        """Count one."""
        self.by_status[answer.status] += 1
        self.by_route[tried.route][answer.status] += 1
        this = (answer.seconds, f"{answer.status} {tried}"[:160])
        self.slowest = sorted([*self.slowest, this], reverse=True)[:SLOWEST]
        if answer.wrong:
            self.faults.append((f"{answer.wrong} at {tried.route}", str(tried)))

    @property
    def opened(self) -> set[str]:
        """Routes that answered at least once as they are meant to."""
        return {name for name, counted in self.by_route.items() if any(0 < status < CLIENT_ERROR for status in counted)}

    def of(self, *words: str) -> int:
        """How many faults say one of these."""
        return sum(any(word in wrong for word in words) for wrong, _ in self.faults)

    def lines(self) -> list[str]:
        """The table."""
        asked = self.routes & set(self.by_route)
        broken = sum(n for status, n in self.by_status.items() if status >= SERVER_ERROR and status != UNAVAILABLE)
        return [
            f"tries                                {sum(self.by_status.values()):>8}",
            f"routes asked                         {len(asked):>8} of {len(self.routes)}",
            f"routes opened (200 to 399)           {len(self.routes & self.opened):>8} of {len(self.routes)}",
            *(f"    not opened: {name}: {dict(self.by_route[name])}" for name in sorted(self.routes - self.opened)),
            *(f"status {status or 'none: raised':<30}{n:>8}" for status, n in sorted(self.by_status.items())),
            f"5xx, or raised                       {broken + self.by_status[0]:>8}",
            f"503 of a time limit or unready       {self.by_status[UNAVAILABLE]:>8}",
            *(f"    at {name}: {n}" for name, n in self.unavailable().items()),
            f"tracebacks shown or logged           {self.of(TRACE, 'logged'):>8}",
            f"errors without a page of ours        {self.of(NO_PAGE):>8}",
            f"refused, yet something left behind   {self.of('left behind'):>8}",
            *(f"file reader {name:<25}{n:>8}" for name, n in sorted(self.files.items())),
            "slowest:",
            *(f"    {seconds:6.2f} s  {words}" for seconds, words in self.slowest),
        ]

    def unavailable(self) -> dict[str, int]:
        """Where the site said that it cannot at this moment, and how often."""
        return {name: n for name, counted in sorted(self.by_route.items()) if (n := counted[UNAVAILABLE])}

    def told_faults(self) -> list[str]:
        """One try for each thing that went wrong at each route, with how often."""
        often = Counter(wrong for wrong, _ in self.faults)
        first: dict[str, str] = {}
        for wrong, words in self.faults:
            first.setdefault(wrong, words)
        return [f"WRONG {often[wrong]}× {wrong}\n    {words}" for wrong, words in list(first.items())[:SHOWN]]

    def say(self) -> None:
        """Print it."""
        sys.stdout.write("\n".join([*self.lines(), *self.told_faults(), ""]))
