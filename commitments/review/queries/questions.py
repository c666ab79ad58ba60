"""The questions to one State on its reply, for its own page."""

from dataclasses import dataclass
from datetime import date

from commitments.access.permissions import Permission
from commitments.instruments.models import Obligation
from commitments.review.models import ClarificationRequest, Finding
from commitments.review.queries.reply import questions_of
from commitments.submissions.queries import Place
from commitments.submissions.queries.scope import asked_at_place
from commitments.submissions.stages import Stage
from commitments.web.together import together


@dataclass(frozen=True)
class Asked:
    """A question with the paragraphs that it names."""

    question: ClarificationRequest
    paragraphs: list[tuple[Obligation, str]]
    is_overdue: bool


@dataclass(frozen=True)
class Noted:
    """A note of the secretariat with its paragraph."""

    finding: Finding
    obligation: Obligation


@dataclass(frozen=True)
class QuestionsPage:
    """All questions on the reply, those that wait first, and the notes on what is in force."""

    place: Place
    waiting: list[Asked]
    done: list[Asked]
    notes: list[Noted]

    @property
    def may_answer(self) -> bool:
        """Whether this person answers for the State."""
        return self.place.may(Permission.SUBMISSION_SUBMIT)

    @property
    def may_revise(self) -> bool:
        """Whether a new version can be begun for the paragraphs asked about."""
        whole = self.place.submission
        return bool(whole and whole.stage == Stage.CLARIFICATION and self.place.may_revise)


def questions_page(place: Place, *, language: str, today: date) -> QuestionsPage:
    """The page, in one query; a contributor finds what is asked about his paragraphs, and these alone are named."""
    asked = {obligation.pk: obligation for obligation in asked_at_place(place, language)}
    found, notes = together(
        questions_of(place.cycle.pk, place.respondent.pk, place.actor),
        Finding.objects.visible_to(place.actor).filter(
            respondent=place.respondent, submission__cycle=place.cycle, submission__is_current=True
        ).select_related("report").order_by("report__obligation__paragraph__position", "pk"),
    )  # fmt: skip
    rows = [
        Asked(one, [(asked[pk], place.url_of(asked[pk])) for pk in one.obligation_ids if pk in asked],
              one.is_overdue(today))
        for one in found
    ]  # fmt: skip
    return QuestionsPage(
        place, [row for row in rows if row.question.is_open], [row for row in rows if not row.question.is_open],
        [Noted(one, asked[one.report.obligation_id]) for one in notes if one.report.obligation_id in asked],
    )  # fmt: skip
