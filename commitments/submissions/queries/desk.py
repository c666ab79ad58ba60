"""The desk: every paragraph asked, where its answer stands, how far the reply is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet

from commitments.access.permissions import Permission
from commitments.implementation.models import ActionObligation
from commitments.instruments.differences import Difference
from commitments.instruments.models import Obligation
from commitments.instruments.vocabulary import Reportable
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries.scope import Place, asked_at_place
from commitments.submissions.services import asked_otherwise, to_carry, would_carry
from commitments.submissions.services.carrying import CARRYING
from commitments.submissions.stages import Stage
from commitments.submissions.status import Completeness, Status, completeness, is_answered
from commitments.web.transactions import as_program

RECENT = 5
ASKED_OTHERWISE = "asked_otherwise"


@dataclass(frozen=True)
class Row:
    """One paragraph on the desk with its answer, if anybody began one."""

    place: Place
    obligation: Obligation
    report: ObligationReport | None
    actions: int = 0

    @cached_property
    def completeness(self) -> Completeness:
        """Where the answer stands."""
        return completeness(self.report, sides=self.obligation.answers_as)

    @property
    def status(self) -> str:
        """The status chosen, or not reported."""
        return self.report.status if self.report else Status.NOT_REPORTED

    @property
    def is_answered(self) -> bool:
        """Whether it counts as answered."""
        return is_answered(self.completeness)

    @property
    def awaits_confirmation(self) -> bool:
        """Whether the answer was carried over and nobody has said yet that it is still true."""
        return self.completeness == Completeness.CARRIED_OVER

    @property
    def is_said(self) -> bool:
        """Whether it would be sent: a status is chosen, and it does not wait to be confirmed."""
        return self.report is not None and self.report.is_said

    @cached_property
    def asked_otherwise(self) -> tuple[Difference, ...]:
        """What the paragraph asks otherwise than when the answer that waits was given."""
        return asked_otherwise(self.report) if self.report else ()

    @property
    def is_optional(self) -> bool:
        """Whether it stands apart from completeness and shares."""
        return self.obligation.reportable == Reportable.OPTIONAL

    @property
    def may_write(self) -> bool:
        """Whether this person can change this answer now."""
        return self.place.is_open and self.is_his

    @property
    def is_his(self) -> bool:
        """Whether it is for this person to change, as far as the version lets anybody."""
        here, cycle = self.place.respondent.pk, self.place.cycle.pk
        may = self.place.actor.works_on(Permission.ANSWER_DRAFT, here, self.obligation.pk, cycle)
        return may and self.is_opened

    @property
    def is_opened(self) -> bool:
        """Whether it is among what a version begun for questions opens; in any other all is."""
        return self.place.draft is None or self.place.draft.opens(self.obligation.pk)

    @property
    def is_asked_about(self) -> bool:
        """Whether the secretariat asks about it: in what was sent, or where this draft was begun because it asked."""
        whole = self.place.submission
        if whole is None or whole.opened_obligations is None or not whole.opens(self.obligation.pk):
            return False
        return whole.is_working or whole.stage == Stage.CLARIFICATION

    @property
    def url(self) -> str:
        """The address of the answer."""
        return self.place.url_of(self.obligation)


@dataclass(frozen=True)
class Progress:
    """How many of a list are answered."""

    done: int
    of: int

    @property
    def left(self) -> int:
        """How many are not."""
        return self.of - self.done


@dataclass(frozen=True)
class Desk:
    """A respondent's paragraphs in one cycle, in the order of the text."""

    place: Place
    rows: tuple[Row, ...]
    answers: tuple[ObligationReport, ...] = ()

    @cached_property
    def asked(self) -> Progress:
        """Of those that count."""
        return _progress(row for row in self.rows if not row.is_optional)

    @cached_property
    def optional(self) -> Progress:
        """Of those that stand apart."""
        return _progress(row for row in self.rows if row.is_optional)

    @cached_property
    def to_confirm(self) -> list[Row]:
        """The answers carried over that wait for somebody's word."""
        return [row for row in self.rows if row.awaits_confirmation and row.is_opened]

    @property
    def asked_otherwise(self) -> list[Row]:
        """Those of them whose paragraph asks otherwise since: each is opened by itself."""
        return [row for row in self.to_confirm if row.asked_otherwise]

    @property
    def recent(self) -> list[Row]:
        """The answers saved last, the newest first."""
        saved = [row for row in self.rows if row.report and not row.awaits_confirmation]
        return sorted(saved, key=lambda row: row.report.saved_at, reverse=True)[:RECENT]  # type: ignore[union-attr]

    @cached_property
    def next_unfinished(self) -> Row | None:
        """The first paragraph that waits for an answer; optional ones after all others."""
        return next((row for optional in (False, True) for row in self.rows
                     if row.is_optional is optional and not row.is_answered), None)  # fmt: skip

    def chosen(self, *, status: str = "", stands: str = "", part: str = "") -> list[Row]:
        """The rows that pass the filters."""
        return [
            row
            for row in self.rows
            if (not status or row.status == status)
            and (not stands or _stands(row, stands))
            and (not part or row.obligation.paragraph.part == part)
        ]

    def around(self, obligation: Obligation) -> "Neighbours":
        """The paragraphs before and after, in the text and among the unfinished."""
        at = next(i for i, row in enumerate(self.rows) if row.obligation.pk == obligation.pk)
        before, after = self.rows[:at], self.rows[at + 1 :]
        return Neighbours(
            previous=before[-1] if before else None,
            next=after[0] if after else None,
            previous_unfinished=next((row for row in reversed(before) if not row.is_answered), None),
            next_unfinished=next((row for row in (*after, *before) if not row.is_answered), None),
        )


@dataclass(frozen=True)
class Neighbours:
    """Where to go from one answer."""

    previous: Row | None
    next: Row | None
    previous_unfinished: Row | None
    next_unfinished: Row | None


def desk_of(
    place: Place,
    *,
    language: str,
    answers: Iterable[ObligationReport] | None = None,
    with_actions: bool = False,
) -> Desk:
    """All that is asked at this place, as far as this person works on it, with the answers of its latest submission.

    One query; none where the caller has read them; and one more for the numbers of actions, where a page shows them.
    """
    found = tuple(standing_at(place) if answers is None else answers)
    by_obligation = {report.obligation_id: report for report in found}
    asked = asked_at_place(place, language)
    numbers = actions_by_obligation(place, asked) if with_actions else {}
    rows = tuple(Row(place, o, by_obligation.get(o.pk), numbers.get(o.pk, 0)) for o in asked)
    for row in rows:
        if row.report:
            row.report.obligation = row.obligation
    return Desk(place, rows, found)


def actions_by_obligation(place: Place, asked: Iterable[Obligation]) -> dict[int, int]:
    """How many of the respondent's standing actions serve each of these obligations; no others are read."""
    links = ActionObligation.objects.visible_to(place.actor).filter(
        respondent=place.respondent, action__withdrawn_at__isnull=True, obligation__in=[o.pk for o in asked]
    )
    return dict(links.order_by().values("obligation").annotate(n=Count("pk")).values_list("obligation", "n"))


def answers_at(place: Place) -> QuerySet[ObligationReport]:
    """The answers of the latest submission, whoever saved them; none before anything was begun."""
    visible: QuerySet[ObligationReport] = ObligationReport.objects.visible_to(place.actor)
    if place.submission is None:
        return visible.none()
    return visible.filter(submission=place.submission).select_related("saved_by", "said_in", "confirmed_by")


def standing_at(place: Place) -> Iterable[ObligationReport]:
    """The same; and before anything was begun what the draft will begin with, so that nobody begins with nothing."""
    if place.submission is not None:
        return answers_at(place)
    if place.is_whole:
        return _would_carry(place, ObligationReport.objects.visible_to(place.actor))
    with as_program(CARRYING):  # whoever was given a paragraph now may not have been given it then
        found = _would_carry(place, ObligationReport.objects.all())
    return [one for one in found if place.shows(one.obligation_id)]


def _would_carry(place: Place, rows: QuerySet[ObligationReport]) -> list[ObligationReport]:
    return [would_carry(one, place.cycle) for one in to_carry(rows, place.cycle, place.respondent)]


def _progress(rows: Iterable[Row]) -> Progress:
    marks = [row.is_answered for row in rows]
    return Progress(sum(marks), len(marks))


def _stands(row: Row, wanted: str) -> bool:
    if wanted == "unfinished":
        return not row.is_answered
    if wanted == "optional":
        return row.is_optional
    if wanted == ASKED_OTHERWISE:
        return bool(row.asked_otherwise)
    return row.completeness == wanted
