"""What the triggers cost: one large statement, and eight writers on one cycle, each against the same without them."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.models import User, actor_for
from tests.bench import world
from tests.bench.stage import SPAWN, SUPERUSER_URL
from tests.bench.writers import write

BULK_ROUNDS, WRITER_ROUNDS, WRITERS, WRITER_SECONDS = 15, 6, 8, 2.0
ANSWERS = "commitments_obligationreport"
WRITTEN = f"{ANSWERS}, commitments_obligationreportevent, commitments_rollupdelta, commitments_rollupversion"
ALL_ANSWERS = f"""
    UPDATE {ANSWERS} a SET version = a.version + 1,
           status = CASE a.status WHEN 'under_way' THEN 'no_action_yet' ELSE 'under_way' END
    FROM commitments_submission s WHERE s.id = a.submission_id AND s.is_current AND a.cycle_id = %s
"""
ONE_SAVE = {
    "text": f"""
        UPDATE {ANSWERS} SET version = version + 1, saved_at = now(),
               narrative = repeat('What was done, written for the ' || version || 'th time. ', 5)
        WHERE id = %s
    """,
    "audience": f"""
        UPDATE {ANSWERS} SET version = version + 1,
               audience = CASE audience WHEN 'public' THEN 'member_states' ELSE 'public' END
        WHERE id = %s
    """,
}
STAGES = {"text": "s.stage = 'draft'", "audience": "s.is_current"}
OF_EIGHT = f"""
    SELECT lower(r.code), array_agg(a.id ORDER BY a.id)
    FROM {ANSWERS} a JOIN commitments_submission s ON s.id = a.submission_id
    JOIN commitments_respondent r ON r.id = a.respondent_id
    WHERE a.cycle_id = %s AND {{stage}} GROUP BY r.code, r.position ORDER BY r.position LIMIT {WRITERS}
"""
READABLE = f"SELECT array_agg(id), array_agg(audience) FROM {ANSWERS} WHERE cycle_id = %s"
TAKEN_BACK = f"""
    UPDATE {ANSWERS} a SET audience = b.audience
    FROM unnest(%s::bigint[], %s::text[]) AS b(id, audience) WHERE a.id = b.id AND a.audience <> b.audience
"""
MAINTENANCE_URL, RUNTIME_URL = "DATABASE_MAINTENANCE_URL", "DATABASE_URL"


def bulk() -> dict[str, object]:
    """Every answer of the open cycle gets another status in one statement: by maintenance, and without triggers.

    Both are rolled back, and the tables are vacuumed between them: neither pays for the rows the other left.
    """
    rounds, rows = [], 0
    for _ in range(BULK_ROUNDS):
        rows, with_triggers = _changed(MAINTENANCE_URL)
        _, without = _changed(SUPERUSER_URL, "SET session_replication_role = replica")
        rounds.append((with_triggers, without))
    return {"rows": rows, "pairs": rounds}


def _changed(url: str, first: str = "SELECT 1") -> tuple[int, float]:
    with psycopg.connect(os.environ[url], autocommit=True) as one:
        one.execute(first)
        with one.transaction(force_rollback=True):
            begun = time.perf_counter()
            rows = one.execute(ALL_ANSWERS, [world.there()["cycle_id"]]).rowcount
            taken = time.perf_counter() - begun
    with world.superuser() as superuser:
        superuser.execute(f"VACUUM {WRITTEN}")
    return rows, taken


def writers(kind: str) -> list[tuple[float, float]]:
    """Saves a second of eight writers, each of a State of its own in the open cycle: with triggers, and without.

    A save changes an answer's text in a draft, or who may read a submitted one. Each is one transaction of the
    runtime role that carries its actor, as a page's is.
    """
    scripts = _scripts(kind)
    rounds = []
    for _ in range(WRITER_ROUNDS):
        with_triggers = _written(scripts)
        with _without_triggers():
            without = _written(scripts)
        world.rest()
        rounds.append((with_triggers, without))
    return rounds


@contextmanager
def _without_triggers() -> Iterator[None]:
    """What is written inside counts nowhere, so it is taken back: the roll-ups stay true."""
    with world.superuser() as superuser:
        before = superuser.execute(READABLE, [world.there()["cycle_id"]]).fetchone()
        superuser.execute(f"ALTER TABLE {ANSWERS} DISABLE TRIGGER USER")
        try:
            yield
            superuser.execute(TAKEN_BACK, before)
        finally:
            superuser.execute(f"ALTER TABLE {ANSWERS} ENABLE TRIGGER USER")


def _scripts(kind: str) -> list[list[str]]:
    """For each writer the transactions it repeats, as one round trip each."""
    with world.maintenance() as cursor:
        cursor.execute(OF_EIGHT.format(stage=STAGES[kind]), [world.there()["cycle_id"]])
        found = cursor.fetchall()
    return [[_transaction(code, ONE_SAVE[kind], pk) for pk in answers] for code, answers in found]


def _transaction(code: str, save: str, answer: int) -> str:
    """What one such save sends to the database, taken down from the program's own acting block."""
    user = User.objects.get(email=f"focal-point.{code}@example.org")
    reset_queries()  # the log is bounded: where it is full, nothing would be taken down
    with CaptureQueriesContext(connection) as taken_down, acting(actor_for(user, today=timezone.localdate())):
        with connection.cursor() as cursor:
            cursor.execute(save, [answer])
        transaction.set_rollback(True)
    said = [query["sql"] for query in taken_down if query["sql"] not in ("BEGIN", "ROLLBACK", "COMMIT")]
    return "; ".join(["BEGIN", *said, "COMMIT"])


def _written(scripts: list[list[str]]) -> float:
    together = SPAWN.Barrier(len(scripts))
    pipes, processes = [], []
    for script in scripts:
        ours, theirs = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=write, args=(os.environ[RUNTIME_URL], script, WRITER_SECONDS, together, theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    done = sum(pipe.recv() for pipe in pipes)
    for process in processes:
        process.join()
    return done / WRITER_SECONDS
