"""One answer opened beside the text: what is asked, what was done, what shows it, what was said last time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction, ReportedFigure
from commitments.implementation.queries import figures_of
from commitments.instruments.details import Asking
from commitments.instruments.models import Obligation
from commitments.instruments.queries import asking_of
from commitments.submissions.models import EvidenceOfReport, ObligationReport
from commitments.submissions.queries.desk import Desk, Neighbours, Row, desk_of
from commitments.submissions.queries.scope import Place, asked_at_place
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import Completeness, Status
from commitments.treaties.facts import TreatyFact
from commitments.treaties.queries import facts_for
from commitments.web.together import together

MOST_OFFERED = 200


@dataclass(frozen=True)
class AnswerPage:
    """Everything that stands around one answer."""

    desk: Desk
    row: Row
    neighbours: Neighbours
    asking: Asking
    actions: list[ImplementationAction]
    figures: list[ReportedFigure]
    evidence: list[Evidence]
    attachable: list[Evidence]
    facts: list[TreatyFact]
    last_time: ObligationReport | None
    same_as: list[Row]

    @property
    def place(self) -> Place:
        """Respondent, cycle, person."""
        return self.desk.place

    @property
    def obligation(self) -> Obligation:
        """What is asked."""
        return self.row.obligation

    @property
    def report(self) -> ObligationReport | None:
        """The answer, if anybody began one."""
        return self.row.report

    @property
    def listed_facts(self) -> list[TreatyFact]:
        """Those for which a list is held."""
        return [fact for fact in self.facts if fact.list_as_of]

    @property
    def unlisted_facts(self) -> list[TreatyFact]:
        """The treaties without a list: nothing is claimed."""
        return [fact for fact in self.facts if not fact.list_as_of]

    @property
    def already_party(self) -> list[TreatyFact]:
        """What the lists show of the State as a party, where the text calls upon those who are not."""
        return [fact for fact in self.facts if fact.is_party] if self.asking.calls_to_join else []

    @property
    def proposes_already_party(self) -> bool:
        """Whether the answer can begin with that: nobody has said anything yet."""
        return bool(self.already_party) and self.row.completeness == Completeness.NOT_ANSWERED


def answer_page(place: Place, slug: str, reference: str, *, language: str) -> AnswerPage:
    """The page of one paragraph that is asked at this place; any other, and one not given, does not exist (404)."""
    desk = desk_of(place, language=language)
    row = _row_of(desk.rows, slug, reference)
    asking = asking_of(row.obligation, language)
    place_evidence = _evidence(row)
    actions, figures, attached, attachable, last_time = together(
        _actions(row), figures_of(place.respondent, row.obligation, place.actor),
        place_evidence.filter(is_attached=True).order_by("pk"),
        place_evidence.standing().filter(is_attached=False).order_by("-created_at", "-pk")[:MOST_OFFERED],
        _last_time(row),
    )  # fmt: skip
    return AnswerPage(
        desk=desk, row=row, neighbours=desk.around(row.obligation),
        asking=asking, actions=actions, figures=figures,
        evidence=sorted(attached, key=lambda one: (one.title.casefold(), one.pk)), attachable=attachable,
        facts=facts_for(place.respondent, row.obligation), last_time=last_time[0] if last_time else None,
        same_as=[other for other in desk.rows if other.obligation.pk in asking.same_answers],
    )  # fmt: skip


def asked_at(place: Place, slug: str, reference: str, *, language: str) -> Row:
    """One paragraph that is asked at this place, its answer not read; any other does not exist (404)."""
    return _row_of((Row(place, asked, None) for asked in asked_at_place(place, language)), slug, reference)


def _row_of(rows: Iterable[Row], slug: str, reference: str) -> Row:
    for row in rows:
        if (row.obligation.reference, row.obligation.instrument.slug) == (reference, slug):
            return row
    raise Http404


def _actions(row: Row) -> QuerySet[ImplementationAction]:
    own: QuerySet[ImplementationAction] = ImplementationAction.objects.visible_to(row.place.actor).standing()
    return own.filter(respondent=row.place.respondent, obligations=row.obligation).order_by("-created_at", "-pk")


def _evidence(row: Row) -> Any:
    """The respondent's evidence, each piece with whether it is attached to the answer."""
    holds = row.report and (row.report.pk or row.report.carried_from_id)
    links = EvidenceOfReport.objects.filter(report=holds, evidence=OuterRef("pk"))
    own = Evidence.objects.visible_to(row.place.actor).filter(respondent=row.place.respondent)
    return own.annotate(is_attached=Exists(links)).select_related("blob")


def _last_time(row: Row) -> QuerySet[ObligationReport]:
    """What this respondent sent on this paragraph in the cycle before."""
    place = row.place
    earlier: QuerySet[ObligationReport] = ObligationReport.objects.visible_to(place.actor).filter(
        respondent=place.respondent, obligation=row.obligation, submission__is_current=True,
        submission__stage__in=SUBMITTED, cycle__opened_at__lt=place.cycle.opened_at,
    )  # fmt: skip
    said = earlier.exclude(status=Status.NOT_REPORTED).select_related("cycle", "saved_by")
    return said.order_by("-cycle__opened_at")[:1]
