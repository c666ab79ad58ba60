"""What a report is made of: answers this reader may see, within the use their State allowed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Q, QuerySet, When
from django.utils.dateformat import format as date_format

from commitments.access.actor import Actor
from commitments.access.audience import Audience, UseInReport
from commitments.access.restricted import Answered, tell_answers
from commitments.instruments.models import Obligation
from commitments.respondents.models import RegionalGroup
from commitments.rollups.counts import CycleCounts
from commitments.rollups.queries import counts_for
from commitments.submissions.models import ObligationReport, Reply, ReportingCycle
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import Status
from commitments.treaties.queries.parties import TreatyWithParties, treaties_with_parties
from commitments.web.kept import by_reference


def _used(use: UseInReport) -> Q:
    """Answers with this use: their own, or the whole reply's where they have none."""
    return Q(use_in_report=use) | Q(use_in_report="", reply__use_in_report=use)


@dataclass(frozen=True)
class Said:
    """One answer that a report may name."""

    obligation_id: int
    state: str
    code: str
    status: Status
    text: str
    language: str
    shown: Answered


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
    read = _read(_answers(cycle, actor))
    usable = [said for use, said in read if use != UseInReport.NOT_USED]
    counts = counts_for(actor, cycle)
    named = _by_obligation(said for use, said in read if use == UseInReport.NAMED)
    statuses = _statuses(usable)
    tell_answers(cycle.pk, (said.shown for found in named.values() for said in found))
    return Material(
        cycle=cycle,
        counts=counts,
        groups=_groups(),
        obligations=_obligations(cycle, language),
        statuses=statuses,
        named=named,
        not_named={key: sum(found.values()) - len(named.get(key, ())) for key, found in statuses.items()},
        not_used=len(read) - len(usable),
        replies=tuple(_replies(cycle, actor)),
        late=counts.late,
        treaties=tuple(treaties_with_parties()),
        sees_all=counts.hidden == 0,
        sees_groups=actor.is_secretariat,
    )


def _answers(cycle: ReportingCycle, actor: Actor) -> QuerySet[ObligationReport]:
    seen: QuerySet[ObligationReport] = ObligationReport.objects.visible_to(actor).reported()
    return seen.filter(cycle=cycle, respondent__regional_group__isnull=False)


@by_reference
def cycle_of(slug: str) -> ReportingCycle | None:
    """The cycle of an address."""
    found: ReportingCycle | None = ReportingCycle.objects.filter(slug=slug).first()
    return found


@by_reference
def _groups() -> tuple[RegionalGroup, ...]:
    return tuple(RegionalGroup.objects.in_order())


@by_reference
def _obligations(cycle: ReportingCycle, language: str) -> tuple[Obligation, ...]:
    asked = Obligation.objects.asked_of_states().filter(instrument__in=cycle.instruments.all())
    return tuple(asked.select_related("instrument", "paragraph").in_text_order().with_labels(language))


def _read(answers: QuerySet[ObligationReport]) -> list[tuple[str, Said]]:
    """Each answer with its use, its own or that of the whole reply, in the order of States."""
    text = Case(
        When(Q(narrative="", reason__gt=""), then=F("reason")), default=F("narrative"), output_field=CharField()
    )
    use = Case(When(use_in_report="", then=F("reply__use_in_report")), default=F("use_in_report"))
    rows = answers.annotate(said=text, used=use).order_by("respondent__position").values_list(
        "used", "obligation_id", "respondent__short_name", "respondent__code", "status", "said", "language",
        "respondent_id", "shown_to",
    )  # fmt: skip
    return [
        (use, Said(on, state, code, Status(status), words, language, Answered(whose, on, shown_to == Audience.PUBLIC)))
        for use, on, state, code, status, words, language, whose, shown_to in rows
    ]


def _statuses(usable: Iterable[Said]) -> dict[int, Counter[Status]]:
    found: dict[int, Counter[Status]] = defaultdict(Counter)
    for said in usable:
        found[said.obligation_id][said.status] += 1
    return found


def _by_obligation(named: Iterable[Said]) -> dict[int, tuple[Said, ...]]:
    found: dict[int, list[Said]] = defaultdict(list)
    for said in named:
        found[said.obligation_id].append(said)
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
