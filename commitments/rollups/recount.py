"""Counting again from the records and comparing with what the triggers kept; as the maintenance role."""

# ruff: noqa: S608 - built of this module's own words, never of anything a person typed
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper

from commitments.rollups.sql import AUDIENCES, DIMENSIONS, SENT

FROM_RECORDS = f"""
    SELECT a.cycle_id, a.obligation_id, r.regional_group_id, s.stage, a.status, a.answers_as, a.audience, count(*) AS n
    FROM commitments_obligationreport a
    JOIN commitments_submission s ON s.id = a.submission_id
    JOIN commitments_respondent r ON r.id = a.respondent_id
    WHERE s.is_current AND s.stage IN ({SENT}) AND a.withdrawn_at IS NULL AND a.status <> 'not_reported'
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    UNION ALL
    SELECT s.cycle_id, NULL::bigint, r.regional_group_id, s.stage, CASE WHEN s.is_nil THEN 'nil_reply' ELSE 'reply' END,
           '', '', count(*)
    FROM commitments_submission s JOIN commitments_respondent r ON r.id = s.respondent_id
    WHERE s.is_current AND s.stage IN ({SENT})
    GROUP BY 1, 3, 4, 5
"""
KEPT = f"""
    SELECT {DIMENSIONS}, sum(n) AS n FROM (
        SELECT {DIMENSIONS}, n FROM commitments_rollup UNION ALL SELECT {DIMENSIONS}, n FROM commitments_rollupdelta
    ) counts GROUP BY {DIMENSIONS}
"""
# One statement, so that one moment is compared with itself whatever is being written.
COMPARED = f"""
    SELECT {DIMENSIONS}, sum(kept) AS kept, sum(recounted) AS recounted FROM (
        SELECT {DIMENSIONS}, n AS kept, 0 AS recounted FROM ({KEPT}) k
        UNION ALL
        SELECT {DIMENSIONS}, 0 AS kept, n AS recounted FROM ({FROM_RECORDS}) r
    ) sides GROUP BY {DIMENSIONS} HAVING sum(kept) <> sum(recounted)
"""
BY_AUDIENCE = ", ".join(
    f"count(*) FILTER (WHERE a.audience = '{audience}' AND a.withdrawn_at IS NULL AND a.status <> 'not_reported')"
    f" AS {audience}"
    for audience in AUDIENCES
)
SUMS = ", ".join(f"sum({audience}) AS {audience}" for audience in AUDIENCES)
COMPARED_REPLIES = f"""
    SELECT cycle_id, instrument_id, respondent_id, {SUMS} FROM (
        SELECT cycle_id, instrument_id, respondent_id, {", ".join(AUDIENCES)} FROM commitments_rollupversion
        UNION ALL
        SELECT a.cycle_id, ob.instrument_id, a.respondent_id, {", ".join("-" + audience for audience in AUDIENCES)}
        FROM (
            SELECT a.cycle_id, a.obligation_id, a.respondent_id, {BY_AUDIENCE}
            FROM commitments_obligationreport a JOIN commitments_submission s ON s.id = a.submission_id
            WHERE s.is_current AND s.stage IN ({SENT}) GROUP BY 1, 2, 3
        ) a JOIN commitments_obligation ob ON ob.id = a.obligation_id
    ) sides GROUP BY 1, 2, 3
    HAVING {" OR ".join(f"sum({audience}) <> 0" for audience in AUDIENCES)}
"""
COUNT_ONCE = f"""
    INSERT INTO commitments_rollup ({DIMENSIONS}, n) {FROM_RECORDS};
    INSERT INTO commitments_rollupversion (cycle_id, instrument_id, respondent_id, version, {", ".join(AUDIENCES)})
    SELECT a.cycle_id, ob.instrument_id, a.respondent_id, 1, {BY_AUDIENCE}
    FROM commitments_obligationreport a JOIN commitments_submission s ON s.id = a.submission_id
    JOIN commitments_obligation ob ON ob.id = a.obligation_id
    WHERE s.is_current AND s.stage IN ({SENT}) GROUP BY 1, 2, 3
"""
SIZES = """
    SELECT (SELECT count(*) FROM commitments_rollup), (SELECT count(*) FROM commitments_rollupdelta),
           (SELECT coalesce(sum(n), 0) FROM (SELECT n FROM commitments_rollup WHERE obligation_id IS NOT NULL
            UNION ALL SELECT n FROM commitments_rollupdelta WHERE obligation_id IS NOT NULL) c)
"""


@dataclass(frozen=True)
class Difference:
    """One count that is not what the records say."""

    key: tuple[Any, ...]
    words: str


@dataclass(frozen=True)
class Recount:
    """What a recount found, and what it went through."""

    differences: tuple[Difference, ...]
    folded_rows: int
    waiting_deltas: int
    answers: int

    @property
    def is_clean(self) -> bool:
        """Whether every count is what the records say."""
        return not self.differences


def recount() -> Recount:
    """Count everything again and compare; writes nothing."""
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute(COMPARED)
        counts = [
            Difference(tuple(row[:-2]), f"{_key(row[:-2])}: kept {row[-2]}, in the records {row[-1]}")
            for row in cursor.fetchall()
        ]
        cursor.execute(COMPARED_REPLIES)
        replies = [
            Difference(
                tuple(row[:3]),
                f"cycle {row[0]}, instrument {row[1]}, respondent {row[2]}: by audience off by {row[3:]}",
            )
            for row in cursor.fetchall()
        ]
        cursor.execute(SIZES)
        folded, waiting, answers = cursor.fetchone() or (0, 0, 0)
    return Recount((*counts, *replies), folded, waiting, int(answers))


def count_from_records(cursor: CursorWrapper) -> None:
    """Write the counts of an installation that holds none yet, once, from its records; as somebody who may."""
    cursor.execute(COUNT_ONCE)


def _key(values: tuple[Any, ...]) -> str:
    names = DIMENSIONS.replace("_id", "").split(", ")
    return ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True) if value not in {None, ""})
