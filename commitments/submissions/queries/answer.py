"""One answer opened beside the text: what is asked, what was done, what shows it, what was said last time."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction, ReportedFigure
from commitments.implementation.queries import figures_of
from commitments.instruments.languages import prefetched
from commitments.instruments.models import Obligation, ParagraphWording, SuggestedIndicatorWording
from commitments.instruments.models.details import SuggestedIndicator
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries.desk import Desk, Neighbours, Row, desk_of
from commitments.submissions.queries.scope import Place
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import Status
from commitments.treaties.facts import TreatyFact
from commitments.treaties.queries import facts_for


@dataclass(frozen=True)
class AnswerPage:
    """Everything that stands around one answer."""

    desk: Desk
    row: Row
    neighbours: Neighbours
    wording: ParagraphWording
    indicators: list[SuggestedIndicator]
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
    def qualifiers(self) -> list[str]:
        """The words by which the text itself limits what it asks, each once."""
        return list(dict.fromkeys(qualifier.phrase for qualifier in self.wording.qualifiers.all()))


def answer_page(place: Place, slug: str, reference: str, *, language: str) -> AnswerPage:
    """The page of one paragraph that is asked at this place; any other does not exist (404)."""
    desk = desk_of(place, language=language)
    row = next(
        (r for r in desk.rows if (r.obligation.instrument.slug, r.obligation.reference) == (slug, reference)), None
    )
    if row is None:
        raise Http404
    evidence = _evidence(row)
    attached = {one.pk for one in evidence}
    return AnswerPage(
        desk=desk, row=row, neighbours=desk.around(row.obligation),
        wording=_wording(row.obligation, language), indicators=_indicators(row.obligation, language),
        actions=_actions(row), figures=list(figures_of(place.respondent, row.obligation, place.actor)),
        evidence=evidence, attachable=[one for one in _own_evidence(place) if one.pk not in attached],
        facts=facts_for(place.respondent, row.obligation), last_time=_last_time(row), same_as=_same_as(desk, row),
    )  # fmt: skip


def _wording(obligation: Obligation, language: str) -> ParagraphWording:
    wordings = ParagraphWording.objects.prefetch_related("qualifiers")
    paragraph = type(obligation.paragraph).objects.prefetch_related(prefetched(wordings, language)).get(
        pk=obligation.paragraph_id
    )  # fmt: skip
    return paragraph.wording


def _indicators(obligation: Obligation, language: str) -> list[SuggestedIndicator]:
    words = prefetched(SuggestedIndicatorWording.objects.all(), language)
    return list(obligation.indicators.order_by("position").prefetch_related(words))


def _actions(row: Row) -> list[ImplementationAction]:
    place = row.place
    own = ImplementationAction.objects.visible_to(place.actor).standing()
    shown: QuerySet[Any] = Evidence.objects.standing()
    return list(
        own.filter(respondent=place.respondent, obligations=row.obligation)
        .prefetch_related(Prefetch("evidence", queryset=shown, to_attr="standing_evidence"))
        .order_by("-created_at", "-pk")
    )  # fmt: skip


def _evidence(row: Row) -> list[Evidence]:
    if row.report is None:
        return []
    return list(row.report.evidence.select_related("blob").order_by("title", "pk"))


def _own_evidence(place: Place) -> list[Evidence]:
    own = Evidence.objects.visible_to(place.actor).standing()
    return list(own.filter(respondent=place.respondent).order_by("-created_at", "-pk")[:200])


def _last_time(row: Row) -> ObligationReport | None:
    """What this respondent sent on this paragraph in the cycle before."""
    place = row.place
    earlier = ObligationReport.objects.visible_to(place.actor).filter(
        respondent=place.respondent, obligation=row.obligation, submission__is_current=True,
        submission__stage__in=SUBMITTED, cycle__opened_at__lt=place.cycle.opened_at,
    )  # fmt: skip
    found: ObligationReport | None = (
        earlier.exclude(status=Status.NOT_REPORTED)
        .select_related("cycle", "saved_by")
        .order_by("-cycle__opened_at")
        .first()
    )
    return found


def _same_as(desk: Desk, row: Row) -> list[Row]:
    linked = set(row.obligation.same_answer_as.values_list("pk", flat=True))
    return [other for other in desk.rows if other.obligation.pk in linked]
