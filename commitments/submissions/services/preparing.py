"""Beginning a submission, and its cover: period, authority, contact, transmitting note, use in the report."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, NotGiven, demand
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, Submission
from commitments.submissions.refusals import AnswersAreFrozen, NotAsked
from commitments.submissions.services.carrying import carried_cover, carry_over
from commitments.submissions.services.rights import check_draft, check_not_entered, lock, why_frozen
from commitments.web.transactions import joining

COVER_FIELDS: tuple[str, ...] = (
    "period_from", "period_until", "submitting_authority", "contact_name", "contact_email", "contact_details",
    "transmitting_note", "transmitting_note_on", "original_language", "use_in_report", "is_provisional",
)  # fmt: skip


@joining()
def start_submission(cycle: ReportingCycle, respondent: Respondent, *, by: Actor, now: datetime) -> Submission:
    """The working version of the respondent's reply in the cycle; begun, with what it said last, if there is none yet.

    Two who begin at once get the same one. Refuses a respondent who was not asked, a second reply, and whoever
    works on given paragraphs where none of this cycle was given to him; and with EnteredForTheState where an officer
    was faster.
    """
    if respondent.pk not in by.own_respondents_with(Permission.DESK_OPEN) or not (
        by.may(Permission.ANSWER_DRAFT, respondent.pk) or by.may(Permission.SUBMISSION_PREPARE, respondent.pk)
    ):
        raise NotAllowed
    if respondent.pk in by.partial_ids and cycle.pk not in {one.cycle_id for one in by.given[respondent.pk]}:
        raise NotGiven
    found = _working(cycle, respondent)
    if found is None and not cycle.asked_links.filter(respondent=respondent).exists():
        raise NotAsked(
            _("%(respondent)s is not on the list of those asked in this cycle.") % {"respondent": respondent}
        )
    if found is not None:
        check_not_entered(found, by)
    return found or _begin(cycle, respondent, by=by, now=now)


def _working(cycle: ReportingCycle, respondent: Respondent) -> Submission | None:
    own = Submission.objects.filter(cycle=cycle, respondent=respondent)
    found: Submission | None = own.working().first()
    if found is None and (last := own.order_by("-number").first()):
        raise AnswersAreFrozen(why_frozen(last))
    return found


def _begin(cycle: ReportingCycle, respondent: Respondent, *, by: Actor, now: datetime) -> Submission:
    try:
        with transaction.atomic():
            begun: Submission = Submission.objects.create(
                cycle=cycle, respondent=respondent, created_at=now, created_by_id=by.user_id,
                period_from=cycle.period_from, period_until=cycle.period_until, **carried_cover(cycle, respondent),
            )  # fmt: skip
            carry_over(begun)
    except IntegrityError:  # somebody began it at this moment, and perhaps sent it at once (a nil reply)
        found = _working(cycle, respondent)
        if found is None:
            raise
        check_not_entered(found, by)
        begun = found
    return begun


@transaction.atomic
def save_cover(submission: Submission, *, values: dict[str, Any], expected: int, by: Actor) -> Submission:
    """Write the cover of a draft; unchanged values write nothing. Refuses with EditedMeanwhile."""
    demand(by, Permission.SUBMISSION_PREPARE, submission.respondent_id)
    whole = lock(submission)
    check_draft(whole)
    check_not_entered(whole, by)
    if changed := whole.take({name: values[name] for name in COVER_FIELDS if name in values}):
        whole.save_if_unchanged(expected=expected, fields=changed)
    return whole
