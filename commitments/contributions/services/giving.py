"""Giving single paragraphs of a reply to a ministry, many at once, and taking them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.models import Designation
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.contributions.models import Assignment
from commitments.contributions.queries import contributors_of
from commitments.contributions.refusals import GivingRefused
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.instruments.models import Obligation
from commitments.jobs.broker import after_commit
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle

TASK = "commitments.contributions.tasks.mail_links"
LINK_LASTS = timedelta(days=30)
AFTER_ITS_DAY = timedelta(days=14)
"""A link stays open for this long after the day it was asked for, if that is later."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who gets the paragraphs: somebody designated, or whoever reads mail at this address."""

    ministry: str
    designation: Designation | None = None
    name: str = ""
    email: str = ""
    language: str = "en"
    site: str = ""

    @property
    def is_by_link(self) -> bool:
        """Whether he has no account."""
        return self.designation is None


@transaction.atomic
def give(
    cycle: ReportingCycle, respondent: Respondent, obligations: Iterable[Obligation], *, to: Recipient,
    due_on: date | None, note: str, by: Actor, now: datetime,
) -> list[Assignment]:  # fmt: skip
    """Give these paragraphs to him, each once: what he has already stays as it is. A link goes out by mail for each.

    Refuses with NotAllowed, and with GivingRefused, naming the field: nobody, no paragraph, a day that is past.
    """
    demand(by, Permission.PARAGRAPHS_GIVE, respondent.pk)
    chosen = list(obligations)
    _check(chosen, to, due_on, respondent, now)
    Respondent.objects.select_for_update(no_key=True).get(pk=respondent.pk)  # the same given twice at once is one
    has = set(_held(cycle, respondent, to).values_list("obligation_id", flat=True))
    made = [
        Assignment.objects.create(
            cycle=cycle, respondent=respondent, obligation=one, due_on=due_on, note=note.strip(),
            given_at=now, given_by_id=by.user_id, **_columns(to, due_on, now),
        )
        for one in chosen
        if one.pk not in has
    ]  # fmt: skip
    for assignment in made:
        announce(EventName.OBLIGATION_GIVEN, subject=assignment, by=by, now=now, cycle=cycle.pk)
    if made and to.is_by_link:
        after_commit(TASK)
    return made


@transaction.atomic
def take_back(assignments: Sequence[Assignment], *, by: Actor, now: datetime) -> int:
    """Whoever had them sees and writes them no longer, and a link opens nothing; returns how many there were."""
    for respondent_id in {one.respondent_id for one in assignments}:
        demand(by, Permission.PARAGRAPHS_GIVE, respondent_id)
    ids = [one.pk for one in assignments]
    held = Assignment.objects.standing().select_for_update().filter(pk__in=ids).order_by("pk")
    taken = list(held)
    for one in taken:
        one.taken_back_at, one.taken_back_by_id = now, by.user_id
        one.save(update_fields=["taken_back_at", "taken_back_by"])
        announce(EventName.OBLIGATION_TAKEN_BACK, subject=one, by=by, now=now, cycle=one.cycle_id)
    return len(taken)


def _held(cycle: ReportingCycle, respondent: Respondent, to: Recipient) -> "QuerySet[Assignment]":
    standing: QuerySet[Assignment] = Assignment.objects.standing().filter(cycle=cycle, respondent=respondent)
    return standing.filter(designation=to.designation) if to.designation else standing.filter(email=to.email)


def _columns(to: Recipient, due_on: date | None, now: datetime) -> dict[str, object]:
    if to.designation:
        return {"designation": to.designation, "ministry": to.ministry, "name": to.designation.user.name}
    return {
        "ministry": to.ministry, "name": to.name, "email": to.email, "language": to.language, "site": to.site,
        "expires_at": end_of_link(due_on, now),
    }  # fmt: skip


def end_of_link(due_on: date | None, now: datetime) -> datetime:
    """Until when a link given now opens its page."""
    least = now + LINK_LASTS
    if due_on is None:
        return least
    return max(least, datetime.combine(due_on, now.timetz()) + AFTER_ITS_DAY)


def _check(
    chosen: Sequence[Obligation], to: Recipient, due_on: date | None, respondent: Respondent, now: datetime
) -> None:
    if not chosen:
        raise GivingRefused("obligations", _("Tick at least one paragraph."))
    if due_on is not None and due_on < now.date():
        raise GivingRefused("due_on", _("The day is past."))
    if not to.ministry.strip():
        raise GivingRefused("ministry", _("Name the ministry: progress is shown by it."))
    if to.designation:
        _check_designation(to.designation, respondent, now)
    else:
        _check_address(to)


def _check_designation(designation: Designation, respondent: Respondent, now: datetime) -> None:
    if not contributors_of(respondent, today=now.date()).filter(pk=designation.pk).exists():
        raise GivingRefused("contributor", _("This person is no contributor of your State at present."))


def _check_address(to: Recipient) -> None:
    if not to.name.strip():
        raise GivingRefused("name", _("Name the person: the mail is addressed to him."))
    try:
        validate_email(to.email)
    except ValidationError as error:
        raise GivingRefused("email", " ".join(error.messages)) from error
