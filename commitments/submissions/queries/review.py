"""The whole submission before it is sent: what is answered, what is not, what keeps it from being sent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from commitments.evidence.models import LinkCheck
from commitments.submissions.consistency import remarks, said_of
from commitments.submissions.models import CitedRecord, ObligationReport, StageMove, Submission
from commitments.submissions.queries.desk import Desk, Row, answers_at, desk_of
from commitments.submissions.queries.scope import Place
from commitments.submissions.refusals import Problem
from commitments.submissions.services import in_text_order, problems_of, would_freeze
from commitments.treaties.queries import facts_by_obligation
from commitments.web.together import together


@dataclass
class Cites:
    """What one answer will cite, or cited: the records themselves that sending freezes."""

    records: list[CitedRecord] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What does not hold together, for whoever still changes it; it keeps nothing from being sent."""

    @property
    def actions(self) -> list[CitedRecord]:
        """The actions that serve the paragraph."""
        return [record for record in self.records if record.kind == CitedRecord.Kind.ACTION]

    @property
    def figures(self) -> list[CitedRecord]:
        """The figures given on it."""
        return [record for record in self.records if record.kind == CitedRecord.Kind.FIGURE]

    @property
    def evidence(self) -> list[CitedRecord]:
        """What shows the answer or one of its actions, each item once."""
        shown = [record for record in self.records if record.kind == CitedRecord.Kind.EVIDENCE]
        return list({record.evidence_id: record for record in shown}.values())


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
    moves: list[StageMove]
    digest: str = ""

    @property
    def answered(self) -> list[tuple[Row, Cites]]:
        """The paragraphs with a status, with what they cite."""
        return [(row, self.cites[row.obligation.pk]) for row in self.desk.rows if row.is_said]

    @property
    def unanswered(self) -> list[Row]:
        """The paragraphs that will read “not answered”."""
        return [row for row in self.desk.rows if not row.is_said]

    @property
    def left_out(self) -> list[Row]:
        """Those of them that were carried over, and are not sent because nobody has confirmed them."""
        return [row for row in self.desk.rows if row.awaits_confirmation]

    @property
    def begun(self) -> list[Row]:
        """Those of them with a text and no status: the text will not be shown to anybody."""
        return [row for row in self.unanswered if row.report and row.report.narrative and not row.awaits_confirmation]


def review_of(place: Place, *, language: str) -> Review:
    """All of it, in a fixed number of queries."""
    answers, moves, failing = _read(place)
    desk = desk_of(place, language=language, answers=answers)
    records, digest = _records(desk)
    cites = _by_obligation(records)
    if place.is_open:
        _remark(desk, cites, {one.evidence_id: one.fails_since_at.date() for one in failing})
    return Review(desk, cites, mends_at(desk), moves, digest)


def mends_at(desk: Desk) -> list[Mend]:
    """What keeps the version from being sent, each with where it can be mended; nothing once it was sent."""
    place = desk.place
    if place.submission is None or not place.submission.is_working:
        return []
    urls = {row.obligation.pk: row.url for row in desk.rows}
    return [_mend(problem, place, urls) for problem in problems_of(place.submission, in_text_order(desk.answers))]


def _read(place: Place) -> tuple[list[ObligationReport], list[StageMove], list[Any]]:
    """Answers, moves, and the State's links that do not open."""
    if place.submission is None:
        return [], [], []
    failing = LinkCheck.objects.filter(evidence__respondent=place.respondent, fails_since_at__isnull=False)
    answers, moves, links = together(_answers(place), _moves(place.submission), failing)
    return answers, moves, links


def _remark(desk: Desk, cites: dict[int, Cites], broken: dict[int, date]) -> None:
    """Say with each answer what the rules find in it."""
    today, asked = timezone.now().date(), [row.obligation for row in desk.rows]
    facts = facts_by_obligation(desk.place.respondent, asked)
    for row in desk.rows:
        if row.report:
            cited = cites[row.obligation.pk]
            cited.remarks = remarks(said_of(row.report, cited, facts[row.obligation.pk], broken, on=today))


def _answers(place: Place) -> QuerySet[ObligationReport]:
    """With their paragraphs: an answer stays, and is sent, where the paragraph is asked of the State no longer."""
    return answers_at(place).select_related("obligation__paragraph")


def _moves(submission: Submission) -> QuerySet[StageMove]:
    """How it came to its stage, the last move first."""
    return submission.moves.select_related("moved_by").order_by("-moved_at", "-pk")


def _mend(problem: Problem, place: Place, urls: dict[int, str]) -> Mend:
    if problem.obligation_id in urls:
        return Mend(problem.words, f"{urls[problem.obligation_id]}#id_{problem.field}")
    return Mend(problem.words, f"{place.url('cover')}#id_{problem.field}" if problem.field else place.url("review"))


def _by_obligation(records: Iterable[CitedRecord]) -> dict[int, Cites]:
    cites: dict[int, Cites] = defaultdict(Cites)
    for record in records:
        cites[record.report.obligation_id].records.append(record)
    return cites


def _records(desk: Desk) -> tuple[Iterable[CitedRecord], str]:
    """What was frozen when it was sent; before that what sending would freeze now, so that both are one thing."""
    place = desk.place
    if place.submission is None:
        return (), ""
    if place.submission.is_working:
        return would_freeze(place.submission, in_text_order(desk.answers))
    frozen: QuerySet[CitedRecord] = CitedRecord.objects.visible_to(place.actor).filter(submission=place.submission)
    return frozen.select_related("report", "action", "evidence").order_by("pk"), place.submission.content_sha256
