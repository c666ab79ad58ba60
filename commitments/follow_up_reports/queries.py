"""What a report is made of: answers this reader may see, within the use their State allowed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Q, QuerySet, When
from django.utils.dateformat import format as date_format

from commitments.access.actor import Actor
from commitments.access.audience import UseInReport
from commitments.instruments.models import Obligation
from commitments.respondents.models import RegionalGroup
from commitments.rollups.queries import CycleCounts, counts_for, late_replies
from commitments.submissions.models import ObligationReport, Reply, ReportingCycle
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import Status
from commitments.treaties.queries.parties import TreatyWithParties, treaties_with_parties


def _used(use: UseInReport) -> Q:
    """Answers with this use: their own, or the whole reply's where they have none."""
    return Q(use_in_report=use) | Q(use_in_report="", reply__use_in_report=use)


@dataclass(frozen=True)
class Said:
    """One answer that a report may name."""

    state: str
    code: str
    status: Status
    text: str
    language: str


@dataclass(frozen=True)
class ListedReply:
    """One reply that the reader may know of."""

    state: str
    received_on: str
    is_late: bool
    is_nil: bool


@dataclass(frozen=True)
class Material:
    """Everything one report needs, read in one go."""

    cycle: ReportingCycle
    counts: CycleCounts
    groups: tuple[RegionalGroup, ...]
    obligations: tuple[Obligation, ...]
    statuses: Mapping[int, Counter[Status]]
    named: Mapping[int, tuple[Said, ...]]
    not_named: Mapping[int, int]
    not_used: int
    replies: tuple[ListedReply, ...]
    late: int
    treaties: tuple[TreatyWithParties, ...]
    sees_all: bool
    sees_groups: bool


def material(cycle: ReportingCycle, *, actor: Actor, language: str) -> Material:
    """The records under a report for this reader: never beyond the audience, never beyond the use."""
    answers = _answers(cycle, actor)
    usable = answers.exclude(_used(UseInReport.NOT_USED))
    counts = counts_for(actor, cycle)
    named = _named(usable.filter(_used(UseInReport.NAMED)))
    statuses = _statuses(usable)
    return Material(
        cycle=cycle,
        counts=counts,
        groups=tuple(RegionalGroup.objects.in_order()),
        obligations=tuple(_obligations(cycle, language)),
        statuses=statuses,
        named=named,
        not_named={key: sum(found.values()) - len(named.get(key, ())) for key, found in statuses.items()},
        not_used=answers.filter(_used(UseInReport.NOT_USED)).count(),
        replies=tuple(_replies(cycle, actor)),
        late=late_replies(cycle),
        treaties=tuple(treaties_with_parties()),
        sees_all=counts.hidden == 0,
        sees_groups=actor.is_secretariat,
    )


def _answers(cycle: ReportingCycle, actor: Actor) -> QuerySet[ObligationReport]:
    seen: QuerySet[ObligationReport] = ObligationReport.objects.visible_to(actor).reported()
    return seen.filter(cycle=cycle, respondent__regional_group__isnull=False)


def _obligations(cycle: ReportingCycle, language: str) -> QuerySet[Obligation]:
    asked = Obligation.objects.asked_of_states().filter(instrument__in=cycle.instruments.all())
    return asked.select_related("instrument", "paragraph").in_text_order().with_labels(language)


def _statuses(usable: QuerySet[ObligationReport]) -> dict[int, Counter[Status]]:
    found: dict[int, Counter[Status]] = defaultdict(Counter)
    for obligation_id, status in usable.values_list("obligation_id", "status"):
        found[obligation_id][Status(status)] += 1
    return found


def _named(nameable: QuerySet[ObligationReport]) -> dict[int, tuple[Said, ...]]:
    found: dict[int, list[Said]] = defaultdict(list)
    text = Case(
        When(Q(narrative="", reason__gt=""), then=F("reason")), default=F("narrative"), output_field=CharField()
    )
    rows = nameable.annotate(said=text).order_by("respondent__position")
    for obligation_id, state, code, status, said, language in rows.values_list(
        "obligation_id", "respondent__short_name", "respondent__code", "status", "said", "language"
    ):
        found[obligation_id].append(Said(state, code, Status(status), said, language))
    return {key: tuple(said) for key, said in found.items()}


def _replies(cycle: ReportingCycle, actor: Actor) -> list[ListedReply]:
    """Replies a report may name to this reader: with an answer to be named that he may see; for the secretariat also
    those whose whole reply may be named. What may only be counted, or not be used, puts no State on a list.
    """
    seen = _answers(cycle, actor).filter(_used(UseInReport.NAMED)).values("submission_id")
    named = Q(pk__in=seen)
    if actor.is_secretariat:
        named |= Q(use_in_report=UseInReport.NAMED)
    rows = (
        Reply.objects.filter(
            named, cycle=cycle, is_current=True, stage__in=SUBMITTED, respondent__regional_group__isnull=False
        )
        .order_by("respondent__position")
        .values_list("respondent__short_name", "submitted_at", "is_late", "is_nil")
    )
    return [ListedReply(state, date_format(at, "j F Y") if at else "", late, nil) for state, at, late, nil in rows]
