"""Reading the counts as one reader may: what he sees by every dimension, and the rest as one number."""

# ruff: noqa: S608 - built of this module's own words

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet

from commitments.access.actor import Actor
from commitments.access.audience import Audience, readable_from
from commitments.access.permissions import Permission
from commitments.respondents.models import RegionalGroup
from commitments.rollups.as_of import reading as as_of
from commitments.rollups.measures import ReplyRate
from commitments.rollups.models import NIL_REPLY, REPLY
from commitments.submissions.models import AskedRespondent, ObligationReport, ReportingCycle, Submission
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import Status
from commitments.web.kept import by_reference

STATUSES = {status.value: status for status in Status}
ANSWERS, UNSEEN, LATE, FOR_ONE_STATE, EVERYWHERE = "answers", "unseen", "late", "for_one_state", 0
# Folded rows and deltas in one statement: one moment, whether a fold runs beside it or not. The policies
# leave the counts of the reader's audiences, and replies by group to the secretariat; the sums come beside,
# and the answers beyond his audiences that he reads for one State's sake: his own, or one named to him.
COUNTS = f"""
    SELECT CASE WHEN obligation_id IS NULL THEN status ELSE '{ANSWERS}' END,
           obligation_id, regional_group_id, status, answers_as, sum(n)::int
    FROM (
        SELECT obligation_id, regional_group_id, status, answers_as, audience, n
        FROM commitments_rollup WHERE cycle_id = %(cycle)s
        UNION ALL
        SELECT obligation_id, regional_group_id, status, answers_as, audience, n
        FROM commitments_rollupdelta WHERE cycle_id = %(cycle)s
    ) counts
    WHERE regional_group_id IS NOT NULL AND (obligation_id IS NULL OR audience = ANY (%(audiences)s::text[]))
      AND (%(only)s::bigint IS NULL OR obligation_id IS NULL OR obligation_id = %(only)s::bigint)
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
    UNION ALL
    SELECT kind, NULL, {EVERYWHERE}, '', '', n FROM rollups_in_all(%(cycle)s) a, LATERAL (
        VALUES ('{REPLY}', a.replied - a.nil), ('{NIL_REPLY}', a.nil), ('{UNSEEN}', a.unseen), ('{LATE}', a.late)
    ) v (kind, n)
    UNION ALL
    SELECT '{FOR_ONE_STATE}', t.obligation_id, r.regional_group_id, t.status, t.answers_as, 1
    FROM commitments_obligationreport t JOIN commitments_respondent r ON r.id = t.respondent_id
    WHERE t.respondent_id = ANY (%(whose)s::bigint[]) AND t.cycle_id = %(cycle)s AND r.regional_group_id IS NOT NULL
      AND t.shown_to <> '' AND t.shown_to <> ALL (%(audiences)s::text[])
      AND (t.respondent_id = ANY (%(own)s::bigint[]) OR t.shown_to = ANY (%(to_secretariat)s::text[]))
"""


class AnswerCount(NamedTuple):
    """So many answers of Member States with these values; `obligation_id` is never missing here."""

    obligation_id: int
    group_id: int
    status: Status
    answers_as: str
    n: int


@dataclass(frozen=True)
class CycleCounts:
    """The counts of Member States' replies and answers in one cycle, for one reader.

    `answers` are those he may read, `hidden` how many there are beside them: one number, never split.
    `asked` and `replied` are by regional group for the secretariat; other readers get one sum of `replied`.
    """

    answers: tuple[AnswerCount, ...] = ()
    hidden: int = 0
    asked: Mapping[int, int] = field(default_factory=dict)
    replied: Mapping[int, int] = field(default_factory=dict)
    nil: Mapping[int, int] = field(default_factory=dict)
    late: int = 0

    @property
    def reply_rate(self) -> ReplyRate:
        """All replies of all asked."""
        return ReplyRate(sum(self.replied.values()), sum(self.asked.values()), sum(self.nil.values()))

    def reply_rate_of(self, group_id: int) -> ReplyRate:
        """One regional group; for the secretariat only."""
        return ReplyRate(self.replied.get(group_id, 0), self.asked.get(group_id, 0), self.nil.get(group_id, 0))

    def by_obligation(self, group_id: int | None = None) -> dict[int, Counter[Status]]:
        """Answers by paragraph and status, of all Member States or of one group."""
        found: dict[int, Counter[Status]] = defaultdict(Counter)
        for row in self.answers:
            if group_id is None or row.group_id == group_id:
                found[row.obligation_id][row.status] += row.n
        return found

    def by_group(self, obligation_ids: Iterable[int]) -> dict[int, Counter[Status]]:
        """Answers on these paragraphs by regional group and status."""
        wanted, found = set(obligation_ids), defaultdict[int, Counter[Status]](Counter)
        for row in self.answers:
            if row.obligation_id in wanted:
                found[row.group_id][row.status] += row.n
        return found

    def by_capacity(self, obligation_id: int) -> dict[str, Counter[Status]]:
        """Answers on one paragraph by the capacity in which the State answers, and status."""
        found: dict[str, Counter[Status]] = defaultdict(Counter)
        for row in self.answers:
            if row.obligation_id == obligation_id:
                found[row.answers_as][row.status] += row.n
        return found


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
    shown: Counter[tuple[int, int, str, str]] = Counter()
    hidden = late = 0
    replied: Counter[int] = Counter()
    nil: Counter[int] = Counter()
    for kind, obligation_id, group_id, status, answers_as, n in _counts(actor, cycle, only):
        if kind in {ANSWERS, FOR_ONE_STATE}:
            shown[obligation_id, group_id, status, answers_as] += n if only in {None, obligation_id} else 0
            hidden -= n if kind == FOR_ONE_STATE else 0
        elif kind == UNSEEN:
            hidden += n
        elif kind == LATE:
            late = n
        elif (group_id == EVERYWHERE) is not actor.is_secretariat:
            replied[group_id] += n
            nil[group_id] += n if kind == NIL_REPLY else 0
    answers = tuple(
        AnswerCount(obligation_id, group_id, STATUSES[status], answers_as, n)
        for (obligation_id, group_id, status, answers_as), n in shown.items()
        if n
    )
    return CycleCounts(answers, hidden, asked_by_group(cycle) if asked is None else asked, replied, nil, late)


def _counts_at(cycle: ReportingCycle, at: datetime) -> CycleCounts:
    answers: list[AnswerCount] = []
    by_group: dict[str, Counter[int]] = defaultdict(Counter)
    for kind, obligation_id, group_id, status, answers_as, n in as_of.count_rows(cycle.pk, at):
        if obligation_id is None:
            by_group[kind][group_id or EVERYWHERE] += n
        elif group_id is not None:
            answers.append(AnswerCount(obligation_id, group_id, Status(status or ""), answers_as or "", n))
    nil = by_group[NIL_REPLY]
    return CycleCounts(tuple(answers), by_group["hidden"].total(), by_group["asked"], by_group[REPLY] + nil, nil)


def _counts(actor: Actor, cycle: ReportingCycle, only: int | None) -> list[tuple[str, int, int, str, str, int]]:
    own = actor.own_respondents_with(Permission.DESK_OPEN)
    said: dict[str, Any] = {
        "cycle": cycle.pk,
        "only": only,
        "audiences": [audience.value for audience in actor.audiences],
        "own": sorted(own),
        "whose": sorted(own | actor.read_respondent_ids),
        "to_secretariat": [audience.value for audience in readable_from(Audience.SECRETARIAT)],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, said)
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
