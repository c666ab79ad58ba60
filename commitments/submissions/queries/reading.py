"""A submission as its readers may see it: answers that never change, and what they cited as it was then."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.access.restricted import Answered, tell_answers
from commitments.history.as_of import rows_of
from commitments.instruments.models import Obligation
from commitments.submissions.models import CitedRecord, DeadlineExtension, ObligationReport, StageMove, Submission
from commitments.submissions.queries.scope import Place, asked_in
from commitments.submissions.services import in_text_order, would_freeze
from commitments.web.together import together


@dataclass
class ReadAnswer:
    """One paragraph of a submission; `report` is None where nothing this reader may see was answered."""

    obligation: Obligation
    report: ObligationReport | None
    cited: dict[str, list[CitedRecord]] = field(default_factory=lambda: defaultdict(list))

    @property
    def actions(self) -> list[CitedRecord]:
        """The actions cited, as they read when it was sent."""
        return self.cited["action"]

    @property
    def figures(self) -> list[CitedRecord]:
        """The figures cited."""
        return self.cited["figure"]

    @property
    def evidence(self) -> list[CitedRecord]:
        """The evidence cited, each item once."""
        return list({record.evidence_id: record for record in self.cited["evidence"]}.values())

    def as_shown(self) -> Answered:
        """As it is told to whoever notes what a page shows, with all that it cites."""
        assert self.report is not None  # noqa: S101 (said to mypy; nothing is shown of no answer)
        audiences = {self.report.shown_to, *(record.open_to for records in self.cited.values() for record in records)}
        return Answered(self.report.respondent_id, self.obligation.pk, audiences == {Audience.PUBLIC})


@dataclass(frozen=True)
class Reading:
    """The submission, paragraph by paragraph, as one reader may see it."""

    submission: Submission
    answers: list[ReadAnswer]
    is_own: bool

    @property
    def answered(self) -> list[ReadAnswer]:
        """Those with an answer this reader may see."""
        return [one for one in self.answers if one.report]

    @property
    def unanswered(self) -> list[ReadAnswer]:
        """Those without."""
        return [one for one in self.answers if not one.report]


def reading_of(submission: Submission, actor: Actor, *, language: str) -> Reading:
    """The submission for this reader; the caller has fetched it through `visible_to`."""
    return readings_of([submission], actor, language=language)[0]


def readings_of(submissions: Sequence[Submission], actor: Actor, *, language: str) -> list[Reading]:
    """The same of several, in one query; and one more for each that is still written."""
    found = together(*(rows for one in submissions for rows in (_answers(one, actor), _frozen(one, actor))))
    return [
        _read(one, answers, frozen, actor, language=language)
        for one, answers, frozen in zip(submissions, found[::2], found[1::2], strict=True)
    ]


def _read(
    submission: Submission, reports: list[ObligationReport], frozen: list[CitedRecord], actor: Actor, *, language: str
) -> Reading:
    """With what was frozen; of a version that is still written, with what sending would freeze now."""
    answers = {report.obligation_id: report for report in reports}
    read = {
        o.pk: ReadAnswer(o, answers.get(o.pk))
        for o in _shown_of(submission, actor, language)
    }  # fmt: skip
    of_report = {report.pk: read[pk] for pk, report in answers.items() if pk in read}
    cited = would_freeze(submission, in_text_order(reports))[0] if submission.is_working else frozen
    for record in cited:
        if record.report_id in of_report:
            of_report[record.report_id].cited[record.kind].append(record)
    tell_answers(submission.cycle_id, (one.as_shown() for one in read.values() if one.report))
    own = submission.respondent_id in actor.own_respondents_with(Permission.DESK_OPEN)
    return Reading(submission, list(read.values()), own)


def _shown_of(submission: Submission, actor: Actor, language: str) -> list[Obligation]:
    """What was asked; to whom single paragraphs were given, these: of the others nothing is said, not even that."""
    asked = asked_in(submission.cycle, submission.respondent, language)
    if submission.respondent_id not in actor.partial_ids:
        return asked
    given = {one.obligation_id for one in actor.given[submission.respondent_id] if one.cycle_id == submission.cycle_id}
    return [one for one in asked if one.pk in given]


def _answers(submission: Submission, actor: Actor) -> QuerySet[ObligationReport]:
    visible: QuerySet[ObligationReport] = ObligationReport.objects.visible_to(actor).answered()
    if _is_earlier(submission, actor):
        visible = rows_of(ObligationReport.objects.all(), "answers_of_version(%s)", submission.pk)
    return visible.filter(submission=submission).select_related("submission", "said_in", "obligation__paragraph")


def _frozen(submission: Submission, actor: Actor) -> QuerySet[CitedRecord]:
    visible: QuerySet[CitedRecord] = CitedRecord.objects.visible_to(actor)
    if submission.is_working:
        return visible.none()
    if _is_earlier(submission, actor):
        visible = rows_of(CitedRecord.objects.all(), "cited_of_version(%s)", submission.pk)
    return visible.filter(submission=submission).order_by("pk")


def _is_earlier(submission: Submission, actor: Actor) -> bool:
    """Whether the reader is not of the State and the version was replaced: shown.py says what he may read of it."""
    return not submission.is_current and submission.respondent_id not in actor.respondent_ids


def versions_at(place: Place) -> tuple[list[Submission], list[DeadlineExtension]]:
    """Each version of the reply with its moves, the newest first; and time given and taken back. Two queries."""
    here = {"respondent": place.respondent, "cycle": place.cycle}
    people = ("cycle", "submitted_by", "cleared_by", "confirmed_by")
    versions, taken_back = together(
        Submission.objects.visible_to(place.actor).filter(**here).select_related(*people).order_by("-number"),
        DeadlineExtension.objects.visible_to(place.actor).filter(**here, taken_back_at__isnull=False).order_by("pk"),
    )
    moves = StageMove.objects.select_related("moved_by").order_by("-moved_at", "-pk")
    prefetch_related_objects(versions, Prefetch("moves", moves))
    return versions, taken_back
