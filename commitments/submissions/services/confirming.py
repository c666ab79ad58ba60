"""Saying that what was carried over is still true: for one answer or for many, with name and date, and back again."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.instruments.differences import Difference
from commitments.instruments.models import Obligation
from commitments.instruments.questions import changes_since
from commitments.submissions.models import ObligationReport, Submission
from commitments.submissions.refusals import NotConfirmed
from commitments.submissions.services.rights import demand_opened
from commitments.submissions.status import Status


def asked_otherwise(answer: ObligationReport) -> tuple[Difference, ...]:
    """What the paragraph asks otherwise than when the carried answer was last said or confirmed."""
    if not answer.awaits_confirmation or answer.said_at is None:
        return ()
    return changes_since(answer.obligation.instrument, answer.obligation.reference, answer.said_at)


@transaction.atomic
def confirm(
    draft: Submission, asked: Iterable[Obligation], *, has_read_changes: bool = False, by: Actor, now: datetime
) -> int:
    """Say that the carried answers on these paragraphs are still true; returns how many.

    What was confirmed or written anew meanwhile is left as it is. Refuses, and confirms none, where the paragraph
    asks otherwise than it did (unless it was read), or the answer was not carried over: NotConfirmed; where one was
    not given to the actor: NotGiven; where one is not open in this version: AnswersAreFrozen.
    """
    obligations = [one.pk for one in asked]
    demand_opened(by, Permission.ANSWER_DRAFT, draft, obligations)
    of_these = draft.reports.filter(obligation__in=obligations, withdrawn_at__isnull=True)
    with_words = of_these.awaiting().exclude(status=Status.NOT_REPORTED)
    waiting = list(with_words.select_related("obligation__instrument"))
    if not waiting:
        raise NotConfirmed(_("None of these answers waits to be confirmed: somebody was faster."))
    if changed := [one.obligation.reference for one in waiting if not has_read_changes and asked_otherwise(one)]:
        raise NotConfirmed(
            _("Asked otherwise since it was answered: %(references)s. Open it and read what changed.")
            % {"references": ", ".join(sorted(changed))}
        )
    found = of_these.awaiting().filter(pk__in=[one.pk for one in waiting])
    return found.update(
        confirmed_at=now, confirmed_by=by.user_id, times_confirmed=F("times_confirmed") + 1, version=F("version") + 1
    )


@transaction.atomic
def take_confirmation_back(draft: Submission, obligation: Obligation, *, by: Actor) -> None:
    """Let the answer wait again, as it was carried over. Refuses as `confirm` does, and with NotConfirmed where nobody
    had confirmed it.
    """
    demand_opened(by, Permission.ANSWER_DRAFT, draft, [obligation.pk])
    confirmed = draft.reports.filter(obligation=obligation, confirmed_at__isnull=False)
    back = confirmed.update(
        confirmed_at=None, confirmed_by=None, times_confirmed=F("times_confirmed") - 1, version=F("version") + 1
    )
    if not back:
        raise NotConfirmed(_("This answer is not confirmed."))
