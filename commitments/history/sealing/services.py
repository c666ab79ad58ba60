"""Making a seal: all history that is settled and stands under none yet, whole or not at all.

Numbers of events are given before their transactions commit, so the last number says nothing of what
is still to come. A seal therefore takes the transactions below the oldest one that was running when it
looked: all of those have ended. What was still being written then comes under the next seal.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from commitments.history.models import Seal
from commitments.history.sealing import kept_outside
from commitments.history.sealing.digests import (
    COMMIT,
    IN_ONE_ZONE,
    PART_DIGEST,
    PartSealed,
    event_digest,
    quoted,
    removed_of,
    seal_digest,
)
from commitments.history.sealing.keys import public_key, signature_of
from commitments.history.sealing.tables import History, histories, positions

logger = logging.getLogger(__name__)
LOCK = 60_177_004
EVENTS_A_PART = 1000
BEFORE_ALL = "0" * 64
AS_OF_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
HERE = """
    SELECT (SELECT system_identifier FROM pg_control_system()), pg_snapshot_xmin(s)::text::bigint,
           pg_snapshot_xmax(s)::text::bigint
    FROM pg_current_snapshot() s
"""
# The last time when nothing was running any more that is running at the beginning of the window.
LOOK_FROM = (
    "SELECT positions FROM commitments_seal WHERE cluster = %s AND begun_below <= %s ORDER BY number DESC LIMIT 1"
)


def seal_history(*, now: datetime) -> Seal:
    """Seal all settled history that stands under no seal; an empty day is a link as well. Refuses with KeyMissing."""
    key = public_key()
    with _alone() as cursor:
        tables = histories(cursor)
        stood = positions(cursor, [history.table for history in tables])
        with transaction.atomic(using=settings.MAINTENANCE_DATABASE):
            cursor.execute(f"{AS_OF_ONE_MOMENT}; {IN_ONE_ZONE}")
            seal = _seal(cursor, tables, Seal(sealed_at=now, positions=stood, key=key))
    logger.warning("sealed: %s", kept_outside.line_of(seal))
    kept_outside.keep()
    return seal


def seal_the_day(*, now: datetime) -> Seal | None:
    """Seal once a day: nothing where this day has its seal already."""
    last = _chain().last()
    if last is not None and last.sealed_at.date() >= now.date():
        return None
    return seal_history(now=now)


def _chain() -> Any:
    return Seal.objects.using(settings.MAINTENANCE_DATABASE).order_by("number")


@contextmanager
def _alone() -> Iterator[CursorWrapper]:
    """One at a time: who comes second waits, and then sees the first one's seal. A killed one holds nothing."""
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield cursor
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _seal(cursor: CursorWrapper, tables: list[History], seal: Seal) -> Seal:
    last = _chain().last()
    seal.number, seal.previous = (last.number + 1, last.digest) if last else (1, BEFORE_ALL)
    cursor.execute(HERE)
    seal.cluster, seal.settled_below, seal.begun_below = cursor.fetchall()[0]
    window = _window(cursor, seal, last)
    parts: list[PartSealed] = []
    for history in tables:
        parts += _write_parts(cursor, history, seal, window, already=len(parts))
    seal.events = sum(part.events for part in parts)
    seal.digest = seal_digest(seal, parts)
    seal.signature = signature_of(seal.digest)
    seal.save(using=settings.MAINTENANCE_DATABASE, force_insert=True)
    return seal


class Window(NamedTuple):
    """Where new history can stand: transactions from this number on, and events above these, by table."""

    from_number: int | None
    above: dict[str, int]


def _window(cursor: CursorWrapper, seal: Seal, last: Seal | None) -> Window:
    """Keeps a day's sealing as large as the day, and not as the history. A number means nothing in another cluster."""
    if last is None or last.cluster != seal.cluster:
        return Window(None, {})
    cursor.execute(LOOK_FROM, [seal.cluster, last.settled_below])
    found = cursor.fetchone()
    return Window(last.settled_below, json.loads(found[0]) if found else {})


def _write_parts(
    cursor: CursorWrapper, history: History, seal: Seal, window: Window, *, already: int
) -> list[PartSealed]:
    """Write the parts of one table: what stands in the window, is settled, and under no seal."""
    statement = WRITE.format(
        table=quoted(history.table), event_digest=event_digest(history.columns), commit=COMMIT,
        removed=removed_of(history.table), part_digest=PART_DIGEST,
        settled="" if window.from_number is None else SETTLED_HERE,
    )  # fmt: skip
    cursor.execute(
        statement,
        {
            "seal": seal.number, "table": history.table, "columns": history.columns,
            "from": str(window.from_number), "below": str(seal.settled_below),
            "above": window.above.get(history.table, 0), "already": already, "size": EVENTS_A_PART,
        },
    )  # fmt: skip
    return sorted(PartSealed(*row) for row in cursor.fetchall())


SETTLED_HERE = "AND e.pgh_xid >= %(from)s::xid8 AND e.pgh_xid < %(below)s::xid8"
WRITE = """
    WITH sealed AS (
        SELECT unnest(event_ids) AS id FROM commitments_sealedpart
        WHERE "table" = %(table)s AND last_event_id > %(above)s
    ), new AS (
        SELECT e.pgh_id AS id, {event_digest} AS digest, (row_number() OVER (ORDER BY e.pgh_id) - 1) / %(size)s AS n
        FROM {table} e {commit} {removed}
        WHERE e.pgh_id > %(above)s {settled} AND e.pgh_id NOT IN (SELECT id FROM sealed)
    ), p AS (
        SELECT %(seal)s AS seal_id, %(already)s + n AS place, %(table)s AS "table", %(columns)s::text[] AS columns,
               array_agg(id ORDER BY id) AS event_ids, max(id) AS last_event_id,
               string_agg(digest, ''::bytea ORDER BY id) AS digests
        FROM new GROUP BY n
    )
    INSERT INTO commitments_sealedpart (seal_id, place, "table", columns, event_ids, last_event_id, digests, digest)
    SELECT p.*, {part_digest} FROM p
    RETURNING place, "table", cardinality(event_ids), digest
"""
