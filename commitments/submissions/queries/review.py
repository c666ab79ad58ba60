"""The whole submission before it is sent: what is answered, what is not, what keeps it from being sent."""

from collections import defaultdict
from dataclasses import dataclass, field

from commitments.evidence.models import Evidence
from commitments.implementation.models import ActionObligation, ImplementationAction, ReportedFigure
from commitments.submissions.models import EvidenceOfReport
from commitments.submissions.queries.desk import Desk, Row, desk_of
from commitments.submissions.queries.scope import Place
from commitments.submissions.refusals import Problem
from commitments.submissions.services import problems_of
from commitments.submissions.status import Status


@dataclass
class Cites:
    """What one answer will cite."""

    actions: list[ImplementationAction] = field(default_factory=list)
    figures: list[ReportedFigure] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class Mend:
    """A problem with the address where it can be mended."""

    words: str
    url: str


@dataclass(frozen=True)
class Review:
    """The submission as it would be sent now."""

    desk: Desk
    cites: dict[int, Cites]
    problems: list[Mend]

    @property
    def answered(self) -> list[tuple[Row, Cites]]:
        """The paragraphs with a status, with what they cite."""
        return [(row, self.cites[row.obligation.pk]) for row in self.desk.rows if row.status != Status.NOT_REPORTED]

    @property
    def unanswered(self) -> list[Row]:
        """The paragraphs that will read “not answered”."""
        return [row for row in self.desk.rows if row.status == Status.NOT_REPORTED]

    @property
    def begun(self) -> list[Row]:
        """Those of them with a text and no status: the text will not be shown to anybody."""
        return [row for row in self.unanswered if row.report and row.report.narrative]


def review_of(place: Place, *, language: str) -> Review:
    """All of it, in a fixed number of queries."""
    desk = desk_of(place, language=language)
    urls = {row.obligation.pk: row.url for row in desk.rows}
    problems = problems_of(place.submission) if place.submission and place.submission.is_working else ()
    return Review(desk, _cites(place), [_mend(problem, place, urls) for problem in problems])


def _mend(problem: Problem, place: Place, urls: dict[int, str]) -> Mend:
    if problem.obligation_id is not None:
        return Mend(problem.words, f"{urls[problem.obligation_id]}#id_{problem.field}")
    return Mend(problem.words, f"{place.url('cover')}#id_{problem.field}" if problem.field else place.url("review"))


def _cites(place: Place) -> dict[int, Cites]:
    cites: dict[int, Cites] = defaultdict(Cites)
    links = ActionObligation.objects.filter(respondent=place.respondent, action__withdrawn_at__isnull=True)
    for link in links.select_related("action").order_by("action_id"):
        cites[link.obligation_id].actions.append(link.action)
    own = ReportedFigure.objects.visible_to(place.actor).standing().filter(respondent=place.respondent)
    for figure in own.order_by("label", "year", "pk"):
        cites[figure.obligation_id].figures.append(figure)
    shown = EvidenceOfReport.objects.filter(report__submission=place.submission, evidence__withdrawn_at__isnull=True)
    for shows in shown.select_related("evidence", "report").order_by("evidence__title"):
        cites[shows.report.obligation_id].evidence.append(shows.evidence)
    return cites
