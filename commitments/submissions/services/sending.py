"""Sending a submission: checked, frozen, received; from then on nothing in it changes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.access.actor import Actor
from commitments.access.audience import UseInReport
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.submissions.models import ObligationReport, ReplySetting, Submission
from commitments.submissions.refusals import ChangedMeanwhile, MoveNotAllowed, NotReady, Problem
from commitments.submissions.services.carrying import leave_out
from commitments.submissions.services.freezing import answered, freeze
from commitments.submissions.services.moves import move
from commitments.submissions.services.rights import lock_with_its_reply, role_for
from commitments.submissions.stages import READ_ALREADY, Stage
from commitments.submissions.status import missing_fields

SENT_FIELDS = (
    "stage", "is_current", "is_nil", "submitted_at", "submitted_by", "submitted_as", "content_sha256",
    "use_in_report",
)  # fmt: skip
NO_USE = gettext_lazy("Choose how reports may use the reply.")
NO_ANSWER = gettext_lazy("No paragraph is answered. One answered paragraph is enough; or send a nil reply.")
LACKS = gettext_lazy("%(reference)s: the status “%(status)s” needs: %(field)s.")
LACKS_OF_ITS_OWN = {"answers_as": gettext_lazy("%(reference)s: say as whom the State answers.")}


@transaction.atomic
def submit(submission: Submission, *, by: Actor, now: datetime, as_read: str = "") -> Submission:
    """Send the submission to the secretariat; its answers can no longer change. What was carried over and not
    confirmed is not sent.

    `as_read` is the digest of what the sender read: nothing else is sent. Refuses with NotAllowed, MoveNotAllowed
    (somebody was faster: it says who), NotReady (all lacks) and ChangedMeanwhile.
    """
    demand(by, Permission.SUBMISSION_SUBMIT, submission.respondent_id)
    whole, replaced = lock_with_its_reply(submission)
    _check_sendable(whole)
    problems = problems_of(whole, answered(whole))
    if problems:
        raise NotReady(problems)
    released = whole.content_sha256 if whole.stage == Stage.CLEARANCE else ""
    sent = _send(whole, replaced, by=by, now=now)
    if as_read and sent.content_sha256 != as_read:
        raise ChangedMeanwhile(_("Somebody changed the reply after you opened this page. Read it once more."))
    if released and sent.content_sha256 != released:
        raise ChangedMeanwhile(
            _("What the reply cites was changed after it was released. Return it to draft and have it released again.")
        )
    return sent


@transaction.atomic
def submit_nil(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """Send a reply that says there is nothing to report. Refuses when paragraphs were answered."""
    demand(by, Permission.SUBMISSION_SUBMIT, submission.respondent_id)
    whole, replaced = lock_with_its_reply(submission)
    _check_sendable(whole)
    if answered(whole).exists():
        raise MoveNotAllowed(_("Paragraphs are answered: a nil reply would leave them out."))
    whole.is_nil = True
    return _send(whole, replaced, by=by, now=now)


def problems_of(submission: Submission, answers: Iterable[ObligationReport]) -> tuple[Problem, ...]:
    """All that keeps the submission with these answers from being sent; unanswered paragraphs never do."""
    reports = list(answers)
    problems = [Problem(str(NO_ANSWER))] if not reports else []
    if submission.use_in_report not in UseInReport.values:
        problems.append(Problem(str(NO_USE), field="use_in_report"))
    return (*problems, *(problem for report in reports for problem in _lacks(report)))


def _lacks(report: ObligationReport) -> list[Problem]:
    return [
        Problem(
            LACKS_OF_ITS_OWN.get(name, LACKS) % {
                "reference": report.obligation.reference, "status": report.get_status_display(),
                "field": words_for(name),
            },
            obligation_id=report.obligation_id, field=name,
        )
        for name in missing_fields(report, sides=report.obligation.answers_as)
    ]  # fmt: skip


def _check_sendable(whole: Submission) -> None:
    settled = ReplySetting.objects.filter(respondent=whole.respondent_id, clears_always=True)
    if whole.stage == Stage.DRAFT and settled.exists():
        raise MoveNotAllowed(
            _("Your State has settled that a second person clears every version: give it to clearance.")
        )
    if whole.stage == Stage.CLEARANCE and whole.cleared_at is None:
        raise MoveNotAllowed(_("The submission is in clearance and was not released yet."))


def _send(whole: Submission, replaced: Submission | None, *, by: Actor, now: datetime) -> Submission:
    """Received; read on by whoever reads the version whose place it takes."""
    is_read = replaced is not None and replaced.stage in READ_ALREADY
    move(whole, to=Stage.BEING_READ if is_read else Stage.RECEIVED, by=by, now=now)
    leave_out(whole)
    whole.content_sha256 = freeze(whole)
    whole.submitted_at, whole.submitted_by_id = now, by.user_id
    whole.submitted_as = role_for(by, Permission.SUBMISSION_SUBMIT, whole.respondent_id)
    Submission.objects.filter(cycle=whole.cycle_id, respondent=whole.respondent_id, is_current=True).update(
        is_current=False
    )
    whole.is_current = True
    whole.save(update_fields=SENT_FIELDS)
    whole.refresh_from_db(fields=["is_late"])  # by the deadline as extended: the database says (lateness.py)
    announce(
        EventName.SUBMISSION_RECEIVED, subject=whole, by=by, now=now,
        respondent=whole.respondent_id, cycle=whole.cycle_id, is_late=whole.is_late, is_nil=whole.is_nil,
    )  # fmt: skip
    return whole


def words_for(name: str) -> str:
    """What the form calls a field of an answer."""
    return str(getattr(ObligationReport._meta.get_field(name), "verbose_name", name))
