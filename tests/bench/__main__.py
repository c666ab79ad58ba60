"""`make bench`: prints the table of acts with our figures beside the bounds, and keeps it as JSON in var/bench.json.

`make bench ARGS="profile desk save"` tells instead where the time of these acts goes.
`make bench SCALE=10|100|1000` measures at so many times the data, and each page and the save also against itself at 1×,
one sample here, one there. Speed is measured and never asserted: the exit code is 0 unless something breaks.
"""

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from commitments.demonstration.growth import GROWTHS
from tests.bench import acts, table
from tests.bench.databases import SERVICES, alone, filled, verified
from tests.bench.plans import told_plans
from tests.bench.stage import SUPERUSER_URL, Stage
from tests.bench.table import Line, of_pairs, say

MANY, LARGE = 10, 100
FEW_ROUNDS = 2


def main() -> None:
    """Make what is missing, measure, print, keep."""
    begun = time.monotonic()
    times = int(os.environ.get("SCALE") or 1)
    if times not in GROWTHS:
        sys.exit(f"SCALE is one of {', '.join(map(str, GROWTHS))}.")
    with alone():
        run(times, begun)


def run(times: int, begun: float) -> None:
    """All of it, on databases that nobody else makes anew meanwhile."""
    environment = filled(times)
    if sys.argv[1:2] == ["profile"]:
        profiled(environment, sys.argv[2:])
        return
    small = filled(1)
    about = {
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": table.machine(),
        "data": GROWTHS[times].words(),
    }
    about["database"] = f"{SERVICES.start().server.version}, as the runtime role, no fsync"
    table.head(about)
    lines: list[Line] = []
    stages = [Stage(environment), *([Stage(small)] if times > 1 else [])]
    try:
        lines.extend(map(say, measured(stages, environment, times)))
    finally:
        for stage in stages:
            stage.close()
    about["roll-ups"] = "verify_rollups is clean" if verified(environment) else "verify_rollups found differences"
    about["took"] = f"{(time.monotonic() - begun) / 60:.1f} minutes"
    sys.stdout.write(f"\n{about['roll-ups']}; all of it took {about['took']}.\n")
    table.keep(about, lines)
    SERVICES.release()


def profiled(environment: dict[str, str], keys: list[str]) -> None:
    """Where the time of these acts goes."""
    stage = Stage(environment)
    try:
        for key in keys:
            sys.stdout.write(stage.ask("profiles.of", key=key))
    finally:
        stage.close()


def measured(stages: list[Stage], environment: dict[str, str], times: int) -> Iterator[Line]:
    """Every line of the table, in its order."""
    stage = stages[0]
    for place, page in enumerate(acts.ASKED_AGAIN):
        yield revalidated(stage, place, page)
    for page in acts.PAGES:
        yield of_pairs(page.words, page.at_most, stage.ask("pages.pairs", key=page.key, count=acts.PAIRS))
    for key, said in acts.SAVES.items():
        yield of_pairs(*said, stage.ask("pages.pairs", key=key, count=acts.PAIRS))
    if len(stages) > 1:
        yield from grown(*stages)
    yield queries(stage)
    if times >= MANY:
        yield shapes(environment)
    yield from files(stage, environment, times)
    changed = stage.ask("saves.bulk")
    yield of_pairs(*acts.BULK, changed["pairs"])
    for kind in acts.WRITERS:
        yield written(stage, kind)


def revalidated(stage: Stage, place: int, page: acts.Page) -> Line:
    """A page that has not changed, asked with its version."""
    pairs = stage.ask("pages.asked_again", place=place, count=acts.PAIRS)
    also = {} if pairs else {"note": "the page has no version: no 304"}
    return of_pairs(page.words_of_revalidation, page.at_most, pairs, **also)


def grown(large: Stage, small: Stage) -> Iterator[Line]:
    """Each page and the save on the large database, right beside the same on the small one."""
    for key in (*(page.key for page in acts.PAGES), *acts.SAVES):
        for stage in (large, small):
            stage.ask("world.rest")
            for _ in range(acts.WARM):
                stage.ask("pages.once", key=key)
        pairs = [tuple(stage.ask("pages.once", key=key) for stage in (large, small)) for _ in range(acts.PAIRS)]
        yield of_pairs(f"{key}, against itself at 1×", acts.GROWS_AT_MOST, pairs)


def queries(stage: Stage) -> Line:
    """The page with the most queries; all of them are kept."""
    found: dict[str, int] = stage.ask("pages.queries")
    over = {page: number for page, number in found.items() if number > acts.MOST_QUERIES}
    worst = max(found, key=lambda page: found[page])
    note = f"{worst}; {len(over)} of {len(found)} pages over"
    return Line("queries per page, session and actor included", acts.MOST_QUERIES, found[worst], note, more=found)


def shapes(environment: dict[str, str]) -> Line:
    """Queries of pages that touch more rows of a table than a cycle has; all of them are kept and printed."""
    with told_plans(environment[SUPERUSER_URL]):
        fresh = Stage(environment)
        faults: list[str] = fresh.ask("shapes.every_fault")
        fresh.close()
    return Line(*acts.SHAPES, float(len(faults)), more={"faults": faults})


def files(stage: Stage, environment: dict[str, str], times: int) -> Iterator[Line]:
    """Records as CSV, small and (where there are so many) large, their memory, and as XLSX."""
    for everything in (False, True) if times >= LARGE else (False,):
        found = stage.ask("files.csv", everything=everything, **({"rounds": FEW_ROUNDS} if everything else {}))
        words, bound = acts.CSV
        yield of_pairs(words.format(rows=found["rows"]), bound, found["pairs"])
        fresh = Stage(environment)
        grown_by = fresh.ask("files.memory", everything=everything)
        fresh.close()
        words, bound = acts.CSV_MEMORY
        yield Line(words.format(rows=found["rows"]), bound, grown_by)
    found = stage.ask("files.xlsx")
    yield of_pairs(*acts.XLSX, found["pairs"], more={"rows": found["rows"]})


def written(stage: Stage, kind: str) -> Line:
    """Saves a second with triggers, as a share of those without."""
    rounds = stage.ask("saves.writers", kind=kind)
    ours, theirs = (sum(side) / len(rounds) for side in zip(*rounds, strict=True))
    note = f"{ours:,.0f} a second against {theirs:,.0f}, {len(rounds)} rounds"
    return Line(*acts.WRITERS[kind], table.ratio(rounds), note, at_least=True)


if __name__ == "__main__":
    main()
