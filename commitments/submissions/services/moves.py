"""Moving a submission along the table of stages: every move says who, in which role, when, why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, demand
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.submissions.models import StageMove, Submission
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.services.carrying import leave_out, take_up
from commitments.submissions.services.freezing import digest_now
from commitments.submissions.services.rights import check_not_entered, lock, role_for
from commitments.submissions.stages import MOVES, NEEDS_A_REASON, Stage


@transaction.atomic
def send_to_clearance(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """Give the draft to a second person of the State; its answers rest until it is released or returned.

    He reads what will be sent: what was carried over and not confirmed is left out until the draft is open again.
    """
    whole = lock(submission)
    move(whole, to=Stage.CLEARANCE, by=by, now=now)
    leave_out(whole)
    whole.save(update_fields=["stage"])
    announce(EventName.SUBMISSION_SENT_TO_CLEARANCE, subject=whole, by=by, now=now)
    return whole


@transaction.atomic
def return_to_draft(submission: Submission, *, reason: str, by: Actor, now: datetime) -> Submission:
    """Open the answers again, with the reason; a release given before is gone with it."""
    whole = lock(submission)
    move(whole, to=Stage.DRAFT, by=by, now=now, reason=reason)
    whole.cleared_at = whole.cleared_by = None
    whole.content_sha256 = ""
    whole.save(update_fields=["stage", "cleared_at", "cleared_by", "content_sha256"])
    take_up(whole)
    announce(EventName.SUBMISSION_RETURNED, subject=whole, by=by, now=now)
    return whole


@transaction.atomic
def release(submission: Submission, *, by: Actor, now: datetime) -> Submission:
    """Say that the State may send this, as it reads now: whoever may submit can do so.

    Refuses outside clearance, and whoever gave it there: a second person releases.
    """
    demand(by, Permission.SUBMISSION_CLEAR, submission.respondent_id)
    whole = lock(submission)
    check_not_entered(whole, by)
    if whole.stage != Stage.CLEARANCE:
        raise MoveNotAllowed(_("Only a submission in clearance can be released."))
    if by.user_id in whole.moves.order_by("-pk").values_list("moved_by_id", flat=True)[:1]:
        raise MoveNotAllowed(_("A second person releases it: who gave it to clearance does not."))
    whole.cleared_at, whole.cleared_by_id = now, by.user_id
    whole.content_sha256 = digest_now(whole)
    whole.save(update_fields=["cleared_at", "cleared_by", "content_sha256"])
    announce(EventName.SUBMISSION_RELEASED, subject=whole, by=by, now=now)
    return whole


def move(whole: Submission, *, to: Stage, by: Actor, now: datetime, reason: str = "") -> None:
    """Set the stage of a locked submission and write the move down. Refuses what the table does not hold."""
    check_not_entered(whole, by)
    here = Stage(whole.stage)
    allowed = MOVES.get((here, to))
    if allowed is None:
        raise MoveNotAllowed(explain(whole))
    permission = next((p for p in sorted(allowed) if by.may(p, whole.respondent_id)), None)
    if permission is None:
        raise NotAllowed
    if (here, to) in NEEDS_A_REASON and not reason.strip():
        raise MoveNotAllowed(_("Please give a reason."))
    whole.stage = to
    StageMove.objects.create(
        submission=whole, from_stage=here, to_stage=to, moved_by_id=by.user_id, moved_at=now,
        moved_as=role_for(by, permission, whole.respondent_id), reason=reason.strip(),
    )  # fmt: skip


def explain(whole: Submission) -> str:
    """Why a move cannot be made, with the one that was faster."""
    last = whole.moves.select_related("moved_by").order_by("-moved_at", "-pk").first()
    if last is None:
        return _("This cannot be done with a submission in stage “%(stage)s”.") % {"stage": whole.get_stage_display()}
    return _("This submission is in stage “%(stage)s” already: %(who)s moved it on %(when)s.") % {
        "stage": whole.get_stage_display(),
        "who": last.moved_by or _("somebody"),
        "when": f"{last.moved_at:%Y-%m-%d %H:%M} UTC",
    }
