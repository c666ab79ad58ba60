"""What every verb on a submission checks first: whose it is, who acts, where it stands."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand_on
from commitments.submissions.models import Submission
from commitments.submissions.refusals import AnswersAreFrozen, EnteredForTheState

SHARED = "SELECT stage, opened_obligations, entered_by_id FROM commitments_submission WHERE id = %s FOR SHARE"
ALL_SHARED = "SELECT FROM commitments_submission WHERE id = ANY (%s) ORDER BY id FOR SHARE"


def lock(submission: Submission) -> Submission:
    """The submission as it stands now, held until the transaction ends: of two movers one waits."""
    held = Submission.objects.select_for_update(of=("self",)).select_related("cycle", "respondent")
    locked: Submission = held.get(pk=submission.pk)
    return locked


def lock_with_its_reply(submission: Submission) -> tuple[Submission, Submission | None]:
    """The same, and with it the version in force that it is to replace: held in one order, the earlier one first."""
    of_reply = Submission.objects.filter(cycle=submission.cycle_id, respondent=submission.respondent_id)
    both = of_reply.filter(Q(pk=submission.pk) | Q(is_current=True)).order_by("pk")
    held = {one.pk: one for one in both.select_for_update(of=("self",)).select_related("cycle", "respondent")}
    whole = held.pop(submission.pk)
    return whole, next(iter(held.values()), None)


def check_draft(submission: Submission) -> None:
    """Refuse to change answers of anything but a draft, as it stands now and until the transaction ends.

    The lock is shared: those who write answers do not wait for each other; who sends waits for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(SHARED, [submission.pk])
        submission.stage, submission.opened_obligations, submission.entered_by_id = cursor.fetchone()
    if not submission.is_draft:
        raise AnswersAreFrozen(why_frozen(submission))


def why_frozen(submission: Submission) -> str:
    """What keeps the answers of this version, which is no draft, from being changed, and what can be done."""
    if submission.is_working:
        return _("The submission is in clearance. It can be returned to draft, then its answers open again.")
    if submission.is_thrown_away:
        return _("%(who)s threw the draft away on %(when)s. A new version can be begun.") % _last_move(submission)
    return _("The submission was sent. What was sent does not change; a new version corrects it.")


def _last_move(submission: Submission) -> dict[str, Any]:
    last = submission.moves.select_related("moved_by").latest("moved_at", "pk")
    return {"who": last.moved_by or _("Somebody"), "when": f"{last.moved_at:%Y-%m-%d %H:%M} UTC"}


def demand_opened(by: Actor, permission: Permission, submission: Submission, obligation_ids: Collection[int]) -> None:
    """Refuse whoever may not do this on one of these paragraphs, and one that cannot change now.

    With NotAllowed and NotGiven; with EnteredForTheState; with AnswersAreFrozen as `check_draft` does, and where the
    secretariat asked about other paragraphs only.
    """
    demand_on(by, permission, submission.respondent_id, obligation_ids, submission.cycle_id)
    check_draft(submission)
    check_not_entered(submission, by)
    if not all(submission.opens(pk) for pk in obligation_ids):
        raise AnswersAreFrozen(
            _("The secretariat asked about other paragraphs: in this version only those can be changed.")
        )


def check_not_entered(submission: Submission, by: Actor) -> None:
    """Refuse with EnteredForTheState whoever does not hold the entry, where an officer enters the reply."""
    if submission.is_being_entered and submission.respondent_id not in by.entered_ids:
        raise EnteredForTheState(
            _("The secretariat is entering this reply from its source document. Take it over to write it yourselves.")
        )


def hold(submission_ids: Iterable[int]) -> None:
    """Hold these submissions where they are before their answers are touched, as sending does: in this order nobody
    waits for somebody who waits for him.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALL_SHARED, [sorted(set(submission_ids))])


def role_for(by: Actor, permission: Permission, respondent_id: int) -> str:
    """In which role the actor does this for the respondent: for the record of the move."""
    for grant in by.grants:
        if grant.gives(permission, respondent_id):
            return grant.role_code
    return by.role_code
