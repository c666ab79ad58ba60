"""What each State said on each paragraph, as one reader may read it: read again only where the State's records changed.

A strip is kept by the version of the State's records, the cycle, and what the reader may do; the versions are read
before the answers, so a strip may hold something newer than its version and never something older.
"""

# ruff: noqa: S608 - built of the versions' own words
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from commitments.access.actor import Actor
from commitments.rollups.as_of import reading as as_of
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.web import versions
from commitments.web.kept import Store

VERSIONS = f"""
    SELECT key, sum(version)::bigint FROM {versions.TABLE}
    WHERE scope = '{versions.Scope.OWN}' AND key = ANY (%s) GROUP BY key
"""


class Strip(NamedTuple):
    """One State's answers: paragraphs by id and their statuses, each as PostgreSQL writes an array."""

    asked: str = "{}"
    said: str = "{}"

    @classmethod
    def of(cls, answers: Iterable[tuple[int, str]]) -> "Strip":
        """The strip of these statuses by paragraph."""
        pairs = sorted(answers)
        asked, said = (",".join(str(pair[place]) for pair in pairs) for place in (0, 1))
        return cls(f"{{{asked}}}", f"{{{said}}}")

    @property
    def statuses(self) -> dict[int, str]:
        """The status on each paragraph, by the paragraph's id."""
        if self == NOTHING:
            return {}
        pairs = zip(self.asked[1:-1].split(","), self.said[1:-1].split(","), strict=True)
        return {int(obligation_id): status for obligation_id, status in pairs}


KEY = 300
"""What a key is taken to weigh."""
NOTHING = Strip()
STRIPS: Store[Strip] = Store(32 * 1024 * 1024)


def strips_of(actor: Actor, cycle: ReportingCycle, respondent_ids: Sequence[int]) -> dict[int, Strip]:
    """The strip of each of these respondents that has an answer which this reader may read."""
    standing = _versions(respondent_ids)
    keys = {pk: (cycle.pk, pk, standing.get(pk, 0), actor.kind, actor.grants) for pk in respondent_ids}
    found = {pk: STRIPS.get(key) for pk, key in keys.items()} if versions.CURRENT.get() else {}
    anew = [pk for pk in respondent_ids if found.get(pk) is None]
    read = _read(actor, cycle, anew) if anew else {}
    for pk in anew:
        strip = read.get(pk, NOTHING)
        STRIPS.put(keys[pk], strip, KEY + len(strip.asked) + len(strip.said))
    return {pk: strip for pk, strip in (found | read).items() if strip and strip != NOTHING}


def strips_at(cycle: ReportingCycle, at: datetime) -> dict[int, Strip]:
    """The strips as they stood at a moment, of every respondent whose answers this reader may read."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for respondent_id, obligation_id, _group, status in as_of.standing_rows(cycle.pk, at):
        found[respondent_id].append((obligation_id, status))
    return {pk: Strip.of(answers) for pk, answers in found.items()}


def _versions(respondent_ids: Sequence[int]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(VERSIONS, [list(respondent_ids)])
        return dict(cursor.fetchall())


def _read(actor: Actor, cycle: ReportingCycle, respondent_ids: Sequence[int]) -> dict[int, Strip]:
    answers = ObligationReport.objects.visible_to(actor).reported().filter(cycle=cycle, respondent__in=respondent_ids)
    per_state = answers.order_by().values_list("respondent_id").annotate(
        asked=Cast(ArrayAgg("obligation_id", order_by="obligation_id"), TextField()),
        said=Cast(ArrayAgg("status", order_by="obligation_id"), TextField()),
    )  # fmt: skip
    return {pk: Strip(asked, said) for pk, asked, said in per_state}
