"""Where the time of one act goes: its queries by their time, and its functions by their own. `make bench ARGS="profile desk"`."""

import cProfile
import io
import pstats
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench import pages, world

ROUNDS, MOST_LINES, SHOWN = 10, 25, 160


def of(key: str) -> str:
    """What an act spends: first what it asks of the database, then what Python does."""
    world.rest()
    for _ in range(3):
        pages.once(key)
    with CaptureQueriesContext(connection) as asked:
        pages.once(key)
    said = _queries(asked.captured_queries)
    profile = cProfile.Profile()
    taken = 0.0
    for _ in range(ROUNDS):
        profile.enable()
        taken += pages.once(key)
        profile.disable()
    return "\n".join([f"{key}: {taken / ROUNDS * 1000:.1f} ms while profiled", *said, _functions(profile)])


def _queries(asked: list[dict[str, str]]) -> list[str]:
    times: Counter[str] = Counter()
    for query in asked:
        times[" ".join(query["sql"].split())] += float(query["time"]) * 1000
    head = f"{len(asked)} queries, {sum(times.values()):.0f} ms (as Django measures them)"
    return [head, *(f"{taken:7.1f} ms  {words[:SHOWN]}" for words, taken in times.most_common(MOST_LINES))]


def _functions(profile: cProfile.Profile) -> str:
    stream = io.StringIO()
    stats = pstats.Stats(profile, stream=stream).strip_dirs()
    stats.sort_stats("tottime").print_stats(MOST_LINES)
    stats.sort_stats("cumulative").print_stats("commitments|views|queries|template|render", MOST_LINES)
    return stream.getvalue()
