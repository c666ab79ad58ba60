"""One reply for who reads it: each paragraph with its answer, what the rules find, the note, the questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.restricted import listening, tell_answers
from commitments.evidence.models import LinkCheck
from commitments.history.as_of import rows_of
from commitments.instruments.models import Obligation
from commitments.review.kinds import Outcome
from commitments.review.models import ClarificationRequest, Closing, Finding
from commitments.submissions.consistency import remarks, said_of
from commitments.submissions.models import StageMove, Submission
from commitments.submissions.next_steps import NextStep, next_step
from commitments.submissions.queries import reading_of
from commitments.submissions.queries.reading import ReadAnswer
from commitments.submissions.stages import SUBMITTED, Stage
from commitments.treaties.facts import TreatyFact
from commitments.treaties.queries import facts_by_obligation
from commitments.web.together import together


@dataclass(frozen=True)
class ReadRow:
    """One State on one paragraph, as its reader in the secretariat works on it."""

    answer: ReadAnswer
    remarks: list[str]
    finding: Finding | None
    questions: list[ClarificationRequest]

    @property
    def obligation(self) -> Obligation:
        """What is asked."""
        return self.answer.obligation


@dataclass(frozen=True)
class ReplyPage:
    """A version of a reply with all that stands beside it."""

    submission: Submission
    actor: Actor
    rows: list[ReadRow]
    questions: list[ClarificationRequest]
    closings: list[Closing]
    moves: list[StageMove]
    others: list[Submission]

    @cached_property
    def step(self) -> NextStep:
        """Where it is and what comes next."""
        return next_step(self.submission)

    @property
    def answered(self) -> list[ReadRow]:
        """The paragraphs with an answer this reader may see."""
        return [row for row in self.rows if row.answer.report]

    @property
    def told(self) -> list[ReadRow]:
        """The paragraphs with something to read: an answer, or a question about one."""
        return [row for row in self.rows if row.answer.report or row.questions]

    @property
    def silent(self) -> list[ReadRow]:
        """The others: not answered, or not for this reader."""
        return [row for row in self.rows if not (row.answer.report or row.questions)]

    @property
    def waiting(self) -> Closing | None:
        """The proposal to close it that waits."""
        return next((one for one in self.closings if one.outcome == Outcome.WAITING), None)

    @property
    def may_review(self) -> bool:
        """Whether this person notes, asks and proposes here."""
        return self.submission.is_current and self.actor.may(Permission.REPLY_REVIEW, self.submission.respondent_id)

    @property
    def may_begin(self) -> bool:
        """Whether this person can begin to read it."""
        return self.may_review and self.submission.stage == Stage.RECEIVED

    @property
    def may_ask(self) -> bool:
        """Whether this person can ask its State now."""
        return self.may_review and self.submission.stage in {Stage.RECEIVED, Stage.BEING_READ, Stage.CLARIFICATION}

    @property
    def may_propose(self) -> bool:
        """Whether this person can propose to close it now."""
        nothing_waits = not self.waiting and not any(one.is_open for one in self.questions)
        return self.may_review and self.submission.stage == Stage.BEING_READ and nothing_waits

    @property
    def may_withdraw(self) -> bool:
        """Whether the proposal that waits is this person's own."""
        return self.waiting is not None and self.waiting.proposed_by_id == self.actor.user_id

    @property
    def may_approve(self) -> bool:
        """Whether this person can be the second one."""
        may = self.submission.is_current and self.actor.may(Permission.CLOSING_APPROVE, self.submission.respondent_id)
        return may and self.waiting is not None and not self.may_withdraw

    @property
    def may_reopen(self) -> bool:
        """Whether this person can have it read again."""
        return self.may_review and self.submission.stage == Stage.CLOSED

    def row_of(self, slug: str, reference: str) -> ReadRow:
        """The paragraph with this address; any other does not exist (404)."""
        for row in self.rows:
            if (row.obligation.instrument.slug, row.obligation.reference) == (slug, reference):
                return row
        raise Http404

    def around(self, row: ReadRow) -> tuple[ReadRow | None, ReadRow | None]:
        """The paragraphs before and after that this reply answers."""
        at = self.rows.index(row)
        before = next((one for one in reversed(self.rows[:at]) if one.answer.report), None)
        return before, next((one for one in self.rows[at + 1 :] if one.answer.report), None)

    def beside(self) -> tuple[Submission | None, Submission | None]:
        """The replies of the States before and after, in the order of names."""
        states = [one.respondent_id for one in self.others]
        if self.submission.respondent_id not in states:
            return None, None
        at = states.index(self.submission.respondent_id)
        before, after = self.others[:at], self.others[at + 1 :]
        return (before[-1] if before else None), (after[0] if after else None)


def reply_page(submission: Submission, actor: Actor, *, language: str, now: datetime) -> ReplyPage:
    """The page of a version that the caller has found for the actor; in two queries, however much was answered."""
    reading = reading_of(submission, actor, language=language)
    findings, questions, closings, moves, others, failing = together(
        Finding.objects.visible_to(actor).filter(submission=submission).select_related("noted_by"),
        questions_of(submission.cycle_id, submission.respondent_id, actor),
        Closing.objects.visible_to(actor).filter(submission=submission)
        .select_related("proposed_by", "decided_by").order_by("-pk"),
        submission.moves.select_related("moved_by").order_by("-moved_at", "-pk"),
        Submission.objects.visible_to(actor).current().filter(cycle=submission.cycle_id, stage__in=SUBMITTED)
        .select_related("respondent").order_by("respondent__position", "pk"),
        failing_links(submission.cycle_id, respondent_id=submission.respondent_id),
    )  # fmt: skip
    noted = {one.report_id: one for one in findings}
    facts = facts_by_obligation(submission.respondent, [one.obligation for one in reading.answers])
    broken = since_by_evidence(failing)
    rows = [
        ReadRow(
            one, remarks_on(one, facts[one.obligation.pk], broken, on=now.date()),
            noted.get(one.report.pk) if one.report else None,
            [question for question in questions if one.obligation.pk in question.obligation_ids],
        )
        for one in reading.answers
    ]  # fmt: skip
    return ReplyPage(submission, actor, rows, questions, closings, moves, others)


def row_page(
    submission: Submission, place: tuple[str, str], actor: Actor, *, language: str, now: datetime
) -> tuple[ReplyPage, ReadRow]:
    """The same for a page that shows one paragraph of it, named by text and reference: that one alone is told."""
    with listening():
        page = reply_page(submission, actor, language=language, now=now)
    row = page.row_of(*place)
    tell_answers(submission.cycle_id, [row.answer.as_shown()] if row.answer.report else [])
    return page, row


def questions_of(cycle_id: int, respondent_id: int, actor: Actor) -> QuerySet[ClarificationRequest]:
    """All questions on this State's reply, whichever version they were asked about, with who asked and answered."""
    visible = ClarificationRequest.objects.visible_to(actor)
    found: QuerySet[ClarificationRequest] = visible.of_reply(cycle_id, respondent_id)
    return found.select_related("created_by", "answered_by", "taken_back_by", "submission")


def failing_links(
    cycle_id: int, *, respondent_id: int | None = None, obligation_id: int | None = None
) -> QuerySet[LinkCheck]:
    """The links that do not open among those that the reader may follow; the database looks (shown.py)."""
    return rows_of(
        LinkCheck.objects.all(), "failing_links_of(%s, %s, %s)", cycle_id, respondent_id,
        obligation_id,
    )  # fmt: skip


def since_by_evidence(failing: Iterable[LinkCheck]) -> dict[int, date]:
    """Since when each piece of evidence cannot be opened, by its key."""
    return {one.evidence_id: one.fails_since_at.date() for one in failing if one.fails_since_at}


def remarks_on(answer: ReadAnswer, facts: Sequence[TreatyFact], broken: dict[int, date], *, on: date) -> list[str]:
    """What the rules find in an answer with what it cited when it was sent."""
    report = answer.report
    if report is None:
        return []
    return remarks(said_of(report, answer, facts, broken, on=on))
