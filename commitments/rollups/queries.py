"""Reading the counts as one reader may: what he sees by every dimension, and the rest as one number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models import Count

from commitments.access.actor import Actor
from commitments.access.audience import Audience, readable_from
from commitments.access.permissions import Permission
from commitments.respondents.models import RegionalGroup
from commitments.rollups.measures import ReplyRate
from commitments.rollups.models import NIL_REPLY, RollupVersion
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.submissions.status import Status

# Folded rows and deltas in one statement: one moment, whether a fold runs beside it or not.
COUNTS = """
    SELECT obligation_id, regional_group_id, status, answers_as, audience, sum(n)::int FROM (
        SELECT obligation_id, regional_group_id, status, answers_as, audience, n
        FROM commitments_rollup WHERE cycle_id = %(cycle)s
        UNION ALL
        SELECT obligation_id, regional_group_id, status, answers_as, audience, n
        FROM commitments_rollupdelta WHERE cycle_id = %(cycle)s
    ) counts
    WHERE regional_group_id IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
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
    `asked` and `replied` are by regional group; replies he may not read are in it, so only their sum
    is for people outside the secretariat.
    """

    answers: tuple[AnswerCount, ...] = ()
    hidden: int = 0
    asked: Mapping[int, int] = field(default_factory=dict)
    replied: Mapping[int, int] = field(default_factory=dict)
    nil: Mapping[int, int] = field(default_factory=dict)

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


def counts_for(actor: Actor, cycle: ReportingCycle, *, asked: Mapping[int, int] | None = None) -> CycleCounts:
    """The counts of a cycle for this reader: one query, one more for rights on single States, one for `asked`."""
    shown: Counter[tuple[int, int, str, str]] = Counter()
    hidden = 0
    replied: Counter[int] = Counter()
    nil: Counter[int] = Counter()
    for obligation_id, group_id, status, answers_as, audience, n in _counts(cycle):
        if obligation_id is None:
            replied[group_id] += n
            nil[group_id] += n if status == NIL_REPLY else 0
        elif audience in actor.audiences:
            shown[obligation_id, group_id, status, answers_as] += n
        else:
            hidden += n
    for obligation_id, group_id, status, answers_as in _also_open(actor, cycle):
        shown[obligation_id, group_id, status, answers_as] += 1
        hidden -= 1
    answers = tuple(
        AnswerCount(obligation_id, group_id, Status(status), answers_as, n)
        for (obligation_id, group_id, status, answers_as), n in shown.items()
    )
    return CycleCounts(answers, hidden, asked_by_group(cycle) if asked is None else asked, replied, nil)


def _counts(cycle: ReportingCycle) -> list[tuple[int | None, int, str, str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"cycle": cycle.pk})
        return list(cursor.fetchall())


def _also_open(actor: Actor, cycle: ReportingCycle) -> list[tuple[int, int, str, str]]:
    """Answers beyond the reader's audiences that he reads for one State's sake: his own, or one named to him."""
    own = actor.own_respondents_with(Permission.DESK_OPEN)
    if not own | actor.read_respondent_ids:
        return []
    rows = (
        ObligationReport.objects.reported()
        .filter(cycle=cycle, respondent__in=own | actor.read_respondent_ids, respondent__regional_group__isnull=False)
        .exclude(audience__in=actor.audiences)
        .values_list(
            "respondent_id", "audience", "obligation_id", "respondent__regional_group_id", "status", "answers_as"
        )
    )
    named = readable_from(Audience.SECRETARIAT)
    return [row[2:] for row in rows if row[0] in own or row[1] in named]


def asked_by_group(cycle: ReportingCycle) -> dict[int, int]:
    """How many Member States of each regional group the cycle asked."""
    rows = RegionalGroup.objects.filter(respondents__asked_links__cycle=cycle).values_list("pk")
    return dict(rows.annotate(asked=Count("respondents__asked_links")).order_by())


def readable_replies(actor: Actor, cycle: ReportingCycle) -> dict[int, int]:
    """The respondents with an answer this reader may read, and how many; nobody else is ever named to him."""
    found: Counter[int] = Counter()
    own = actor.own_respondents_with(Permission.DESK_OPEN)
    rows = RollupVersion.objects.filter(cycle=cycle)
    for row in rows:
        for audience in Audience:
            number = getattr(row, audience.value)
            if number and _reads(actor, row.respondent_id, audience, own):
                found[row.respondent_id] += number
    return found


def _reads(actor: Actor, respondent_id: int, audience: Audience, own: frozenset[int]) -> bool:
    if audience in actor.audiences or respondent_id in own:
        return True
    return respondent_id in actor.read_respondent_ids and audience in readable_from(Audience.SECRETARIAT)
