"""Reading the counts as one reader may: what he sees by every dimension, and the rest as one number."""

# ruff: noqa: S608 - built of this module's own words

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from commitments.access.actor import Actor
from commitments.access.audience import Audience, readable_from
from commitments.access.permissions import Permission
from commitments.respondents.models import RegionalGroup
from commitments.rollups.as_of import reading as as_of
from commitments.rollups.counts import STATUSES, AnswerCount, CycleCounts, OnObligation, on_obligations
from commitments.rollups.models import NIL_REPLY, REPLY
from commitments.rollups.reading import LATE, UNSEEN
from commitments.submissions.models import AskedRespondent, ObligationReport, ReportingCycle, Submission
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import Status
from commitments.web.kept import Store, by_reference
from commitments.web.transactions import ACTING
from commitments.web.versions import Scope, reading

VERSION, FOLDED, SINCE, LISTED, ANSWERS, FOR_ONE_STATE, EVERYWHERE = (
    "version",
    "folded",
    "since",
    "listed",
    "answers",
    "for_one_state",
    0,
)
REPLIES = {REPLY, NIL_REPLY}
# The folded rows, their version and the deltas in one statement: one moment, whether a fold runs beside it or not.
# Whoever knows the folded rows of that version is not given them again. The policies leave the counts of the
# reader's audiences, and replies by group to the secretariat; the sums come beside.
_COUNTED = """
    SELECT '{part}', CASE WHEN obligation_id IS NULL THEN status ELSE '{answers}' END,
           obligation_id, regional_group_id, status, answers_as, sum(n)
    FROM {table} WHERE cycle_id = %(cycle)s AND regional_group_id IS NOT NULL
      AND (obligation_id IS NULL OR audience = ANY (%(audiences)s::text[])) {beside}
    GROUP BY 3, 4, 5, 6 HAVING sum(n) <> 0
"""
COUNTS = f"""
    WITH standing AS MATERIALIZED (SELECT {reading(Scope.FOLDED, "ARRAY[%(cycle)s]")} AS version)
    SELECT '{FOLDED}' AS part, '{VERSION}' AS kind, NULL::bigint AS obligation_id, {EVERYWHERE}::bigint AS group_id,
           '' AS status, '' AS answers_as, version AS n FROM standing
    UNION ALL
    {_COUNTED.format(
        part=FOLDED, answers=ANSWERS, table="commitments_rollup",
        beside="AND (SELECT version FROM standing) IS DISTINCT FROM %(known)s::bigint",
    )}
    UNION ALL
    {_COUNTED.format(part=SINCE, answers=ANSWERS, table="commitments_rollupdelta", beside="")}
    UNION ALL
    SELECT '{LISTED}', '{LISTED}', NULL, {EVERYWHERE}, '', '', {reading(Scope.REPLIES, "ARRAY[%(cycle)s]")}
    UNION ALL
    SELECT CASE WHEN folded THEN '{FOLDED}' ELSE '{SINCE}' END, kind, NULL, {EVERYWHERE}, '', '', n
    FROM rollups_in_all(%(cycle)s, %(known)s::bigint)
"""  # fmt: skip
COUNTS_FOR_ONE_STATE = f"""
    UNION ALL
    SELECT '{SINCE}', '{FOR_ONE_STATE}', t.obligation_id, r.regional_group_id, t.status, t.answers_as, 1
    FROM commitments_obligationreport t JOIN commitments_respondent r ON r.id = t.respondent_id
    WHERE t.respondent_id = ANY (%(whose)s::bigint[]) AND t.cycle_id = %(cycle)s AND r.regional_group_id IS NOT NULL
      AND t.shown_to <> '' AND t.shown_to <> ALL (%(audiences)s::text[])
      AND (t.respondent_id = ANY (%(own)s::bigint[]) OR t.shown_to = ANY (%(to_secretariat)s::text[]))
"""
"""Added for a reader who reads more of one State than his audiences reach: his own, or one named to him."""
Row = tuple[str, str, int, int, str, str, int]


@dataclass(frozen=True)
class Kept:
    """What was folded of a cycle's counts, as readers of one reach may see it, with its version."""

    version: int | None = None
    counts: CycleCounts = field(default_factory=CycleCounts)


KEPT: Store[Kept] = Store(2_000)
"""By the cycle and the reach of the transaction: who acts, and all that the policies on counts look at."""


def counts_for(
    actor: Actor,
    cycle: ReportingCycle,
    *,
    asked: Mapping[int, int] | None = None,
    at: datetime | None = None,
    only: int | None = None,
) -> CycleCounts:
    """The counts of a cycle for this reader, in one query; `asked` is reference data that a page may have at hand.

    The transaction is the reader's: the database gives the counts of his audiences, and sums of the rest.
    With `at`, as they stood at that moment, those asked included, in one query. With `only` the answers on
    one obligation are counted and no others; replies, and what the reader may not see, stay the cycle's.
    """
    if at is not None:
        return _counts_at(cycle, at)
    carried = ACTING.get()
    key = carried and (cycle.pk, carried.kind, carried.audiences, actor.audiences, actor.is_secretariat)
    kept = (key and KEPT.get(key)) or Kept()
    rows = _counts(actor, cycle, kept.version)
    (version,) = (row[-1] for row in rows if row[1] == VERSION)
    if kept.version != version:
        kept = Kept(version, _plus(CycleCounts(), [row for row in rows if row[0] == FOLDED], actor))
        if key:
            KEPT.put(key, kept, 1 + len(kept.counts.on))
    counts = _plus(kept.counts, [row for row in rows if row[0] == SINCE], actor)
    on = counts.on if only is None else {key: found for key, found in counts.on.items() if key == only}
    (replies_version,) = (row[-1] for row in rows if row[0] == LISTED)
    return replace(
        counts, on=on, replies_version=replies_version, asked=asked_by_group(cycle) if asked is None else asked
    )


def _plus(counts: CycleCounts, rows: Iterable[Row], actor: Actor) -> CycleCounts:
    """The counts with these rows added; what they say nothing about is shared with the counts before."""
    changes: list[AnswerCount] = []
    replied, nil, hidden, late = Counter(counts.replied), Counter(counts.nil), counts.hidden, counts.late
    for _part, kind, obligation_id, group_id, status, answers_as, n in rows:
        if kind in {ANSWERS, FOR_ONE_STATE}:
            changes.append(AnswerCount(obligation_id, group_id, STATUSES[status], answers_as, n))
            hidden -= 1 if kind == FOR_ONE_STATE else 0
        elif kind == UNSEEN:
            hidden += n
        elif kind == LATE:
            late += n
        elif kind in REPLIES and (group_id == EVERYWHERE) is not actor.is_secretariat:
            replied[group_id] += n
            nil[group_id] += n if kind == NIL_REPLY else 0
    added = on_obligations(changes).items()
    changed = {key: counts.on.get(key, OnObligation(())).plus(found.rows) for key, found in added}
    on = {key: found for key, found in {**counts.on, **changed}.items() if found.rows}
    return CycleCounts(on, hidden, {}, replied, nil, late)


def _counts_at(cycle: ReportingCycle, at: datetime) -> CycleCounts:
    answers: list[AnswerCount] = []
    by_group: dict[str, Counter[int]] = defaultdict(Counter)
    for kind, obligation_id, group_id, status, answers_as, n in as_of.count_rows(cycle.pk, at):
        if obligation_id is None:
            by_group[kind][group_id or EVERYWHERE] += n
        elif group_id is not None:
            answers.append(AnswerCount(obligation_id, group_id, Status(status or ""), answers_as or "", n))
    nil, hidden = by_group[NIL_REPLY], by_group["hidden"].total()
    return CycleCounts(on_obligations(answers), hidden, by_group["asked"], by_group[REPLY] + nil, nil)


def _counts(actor: Actor, cycle: ReportingCycle, known: int | None) -> list[Row]:
    own = actor.own_respondents_with(Permission.DESK_OPEN) & actor.whole_ids
    said: dict[str, Any] = {
        "cycle": cycle.pk,
        "known": known,
        "audiences": [audience.value for audience in actor.audiences],
        "own": sorted(own),
        "whose": sorted(own | actor.read_respondent_ids),
        "to_secretariat": [audience.value for audience in readable_from(Audience.SECRETARIAT)],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS + COUNTS_FOR_ONE_STATE if said["whose"] else COUNTS, said)
        return list(cursor.fetchall())


@by_reference
def asked_by_group(cycle: ReportingCycle) -> dict[int, int]:
    """How many Member States of each regional group the cycle asked."""
    rows = RegionalGroup.objects.filter(respondents__asked_links__cycle=cycle).values_list("pk")
    return dict(rows.annotate(asked=Count("respondents__asked_links")).order_by())


def answers_for(
    actor: Actor,
    cycle: ReportingCycle,
    *,
    at: datetime | None = None,
    respondent_id: int | None = None,
    obligation_id: int | None = None,
) -> QuerySet[Any]:
    """The answers of a cycle this reader may read, that counts are made of: now, or as they stood at a moment."""
    if at is not None:
        return as_of.answers(
            cycle.pk, at,
            respondents=None if respondent_id is None else [respondent_id],
            obligations=None if obligation_id is None else [obligation_id],
        )  # fmt: skip
    found: QuerySet[Any] = ObligationReport.objects.visible_to(actor).reported().filter(cycle=cycle)
    if respondent_id is not None:
        found = found.filter(respondent=respondent_id)
    return found if obligation_id is None else found.filter(obligation=obligation_id)


def replies_for(actor: Actor, cycle: ReportingCycle, at: datetime | None = None) -> QuerySet[Any]:
    """The replies received that this reader may know of, each in its version in force, now or then."""
    found = Submission.objects.visible_to(actor) if at is None else as_of.submissions(at, cycle_id=cycle.pk)
    current: QuerySet[Any] = found.filter(cycle=cycle, is_current=True, stage__in=SUBMITTED)
    return current


def asked_in(cycle: ReportingCycle, at: datetime | None = None) -> QuerySet[Any]:
    """Those whom the cycle asks, or asked then."""
    rows: QuerySet[Any] = AskedRespondent.objects.all() if at is None else as_of.asked(at)
    return rows.filter(cycle=cycle)


def of_member_states(rows: QuerySet[Any], *, group_id: int | None = None, at: datetime | None = None) -> QuerySet[Any]:
    """Only the rows of Member States, of one regional group where one is named, as they are grouped now or were."""
    if at is not None:
        then = as_of.groups(at)
        return rows.filter(respondent__in=[pk for pk, group in then.items() if group_id in {None, group}])
    if group_id is None:
        return rows.filter(respondent__regional_group__isnull=False)
    return rows.filter(respondent__regional_group=group_id)


def readable_replies(cycle: ReportingCycle, at: datetime | None = None) -> dict[int, int]:
    """The respondents with an answer the acting reader may read, and how many; nobody else is ever named to him."""
    if at is not None:
        return Counter(row[0] for row in as_of.standing_rows(cycle.pk, at))
    with connection.cursor() as cursor:
        cursor.execute("SELECT respondent_id, answers FROM rollups_readable(%s)", [cycle.pk])
        return dict(cursor.fetchall())
