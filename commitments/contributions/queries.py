"""What was given in one reply, by ministry: how far each is, and what came back by links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet

from commitments.access.given import GIVEN_ROLES
from commitments.access.models import Designation
from commitments.contributions.models import Assignment, OfferedText
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.review.models import ClarificationRequest
from commitments.submissions.queries import Place, Row, desk_of
from commitments.submissions.status import Completeness
from commitments.web.together import together


@dataclass(frozen=True)
class GivenRow:
    """One paragraph given, with its answer and what came back."""

    assignment: Assignment
    row: Row
    today: date
    now: datetime
    questions: tuple[ClarificationRequest, ...] = ()
    """What the secretariat asks about it and nobody has answered yet."""

    @property
    def offered(self) -> OfferedText | None:
        """The text that was sent by the link."""
        return getattr(self.assignment, "offered", None)

    @property
    def is_begun(self) -> bool:
        """Whether anything was written: in the draft, or sent by the link."""
        return self.offered is not None or self.row.completeness != Completeness.NOT_ANSWERED

    @property
    def is_answered(self) -> bool:
        """Whether the paragraph is answered in the draft."""
        return self.row.is_answered

    @property
    def is_overdue(self) -> bool:
        """Whether its day is past, and nothing answers it: not in the draft, and not among the texts offered."""
        waits = self.offered is not None and self.offered.waits
        return self.assignment.is_past_due(self.today) and not self.is_answered and not waits

    @property
    def link_is_over(self) -> bool:
        """Whether the time of its link is over."""
        return self.assignment.is_over(self.now)


@dataclass(frozen=True)
class Ministry:
    """What one ministry was given."""

    name: str
    rows: tuple[GivenRow, ...]

    @property
    def begun(self) -> int:
        """How many were begun."""
        return sum(row.is_begun for row in self.rows)

    @property
    def answered(self) -> int:
        """How many are answered."""
        return sum(row.is_answered for row in self.rows)

    @property
    def overdue(self) -> int:
        """How many are past their day."""
        return sum(row.is_overdue for row in self.rows)


def ministries(place: Place, *, language: str, now: datetime) -> list[Ministry]:
    """What was given at this place and stands, as far as this person sees it, by ministry in the order of the names."""
    desk = desk_of(place, language=language)
    rows = {row.obligation.pk: row for row in desk.rows}
    today = now.date()
    found: dict[str, list[GivenRow]] = {}
    given, asked = together(_standing(place), _asked(place))
    for one in given:
        if one.obligation_id in rows:
            questions = tuple(question for question in asked if one.obligation_id in question.obligation_ids)
            row = GivenRow(one, rows[one.obligation_id], today, now, questions)
            found.setdefault(one.ministry, []).append(row)
    order = {pk: position for position, pk in enumerate(rows)}
    return [Ministry(name, tuple(_in_order(found[name], order))) for name in sorted(found, key=str.casefold)]


def _in_order(given: Iterable[GivenRow], order: dict[int, int]) -> list[GivenRow]:
    return sorted(given, key=lambda one: (order[one.row.obligation.pk], one.assignment.pk))


def _standing(place: Place) -> QuerySet[Assignment]:
    seen: QuerySet[Assignment] = Assignment.objects.visible_to(place.actor).standing()
    opened = seen.annotate(opened=Count("openings"), opened_last_at=Max("openings__opened_at"))
    return opened.filter(respondent=place.respondent, cycle=place.cycle).select_related("offered")


def _asked(place: Place) -> QuerySet[ClarificationRequest]:
    seen: QuerySet[ClarificationRequest] = ClarificationRequest.objects.visible_to(place.actor)
    return seen.open().of_reply(place.cycle.pk, place.respondent.pk)  # type: ignore[attr-defined,no-any-return]


def asked_about(assignment: Assignment) -> list[ClarificationRequest]:
    """What the secretariat asks about its paragraph and nobody has answered yet; nothing that it asks about others."""
    of_reply = ClarificationRequest.objects.of_reply(assignment.cycle_id, assignment.respondent_id)
    return list(of_reply.open().on(assignment.obligation_id))


def ministry_by_obligation(place: Place) -> dict[int, str]:
    """The ministry to which each paragraph was given, as far as this person sees it; of several the first by name."""
    given = Assignment.objects.visible_to(place.actor).standing()
    here = given.filter(respondent=place.respondent, cycle=place.cycle)
    return dict(here.order_by("-ministry").values_list("obligation_id", "ministry"))


def labelled(assignment: Assignment, language: str) -> Obligation:
    """Its paragraph with the label that people know it by."""
    with_labels = Obligation.objects.with_labels(language).select_related("instrument", "paragraph")
    found: Obligation = with_labels.get(pk=assignment.obligation_id)
    return found


def contributors_of(respondent: Respondent, *, today: date) -> "QuerySet[Designation]":
    """Who can be given paragraphs: the State's contributors of that day."""
    standing = Designation.objects.in_force_on(today).filter(respondent=respondent, role__in=GIVEN_ROLES)
    return standing.select_related("user").order_by("user__name", "pk")
