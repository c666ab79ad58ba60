"""Opening a cycle: what is asked, of whom, until when; the list of those asked is fixed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.instruments.models import Instrument, Obligation
from commitments.respondents.models import Respondent
from commitments.submissions.models import AskedRespondent, CycleInstrument, ReportingCycle
from commitments.submissions.refusals import CycleRefused

FIRST_YEAR, LAST_YEAR = 1945, 2200
VIENNA = "Europe/Vienna"
LONGEST_SLUG = 60


@dataclass(frozen=True, kw_only=True)
class NewCycle:
    """What the call for information says."""

    name: str
    slug: str
    soft_deadline_on: date
    hard_deadline_on: date
    body: str = ""
    session_served: str = ""
    period_from: date | None = None
    period_until: date | None = None
    note_verbale: str = ""
    report_cut_off_on: date | None = None
    time_zone: str = VIENNA
    is_demonstration: bool = False


@transaction.atomic
def open_cycle(
    new: NewCycle, *, instruments: Sequence[Instrument], asked: Sequence[Respondent] | None = None,
    by: Actor, now: datetime,
) -> ReportingCycle:  # fmt: skip
    """Open the cycle and fix who is asked: all Member States of that date unless a list is given.

    Refuses with CycleRefused, naming the field: dates that make no sense, a zone that does not exist,
    a short name in use, no instrument, an instrument that asks nothing of States.
    """
    those_asked = list(Respondent.objects.members_on(now.date()) if asked is None else asked)
    check_call(new, instruments=instruments, asked=those_asked, by=by, now=now)
    cycle = _begun(new, now)
    CycleInstrument.objects.bulk_create(CycleInstrument(cycle=cycle, instrument=one) for one in instruments)
    AskedRespondent.objects.bulk_create(AskedRespondent(cycle=cycle, respondent=one) for one in those_asked)
    announce(EventName.CYCLE_OPENED, subject=cycle, by=by, now=now, asked=len(those_asked))
    return cycle


def _begun(new: NewCycle, now: datetime) -> ReportingCycle:
    """The row of the cycle; of two who open it at once the second is told."""
    try:
        with transaction.atomic():
            made: ReportingCycle = ReportingCycle.objects.create(opened_at=now, **vars(new))
    except IntegrityError as meanwhile:
        raise _in_use(new) from meanwhile
    return made


def _in_use(new: NewCycle) -> CycleRefused:
    return CycleRefused("slug", _("Another cycle has the short name “%(slug)s”.") % {"slug": new.slug})


def check_call(
    new: NewCycle, *, instruments: Sequence[Instrument], asked: Sequence[Respondent], by: Actor, now: datetime
) -> None:
    """Refuse what `open_cycle` would refuse, with its words; nothing is written."""
    if not by.may(Permission.CYCLE_OPEN):
        raise NotAllowed
    check_words(new)
    check_dates(new, now=now)
    _check_instruments(instruments)
    if not asked:
        raise CycleRefused("asked", _("Nobody is asked."))


def check_words(new: NewCycle) -> None:
    """Refuse an empty name, a short name unfit for an address or in use, an unknown zone, words that are too long."""
    if not new.name.strip():
        raise CycleRefused("name", _("A cycle needs a name."))
    try:
        validate_slug(new.slug)
    except ValidationError as error:
        raise CycleRefused("slug", error.messages[0]) from error
    if len(new.slug) > LONGEST_SLUG:
        raise CycleRefused("slug", _("The short name is longer than %(n)s characters.") % {"n": LONGEST_SLUG})
    if ReportingCycle.objects.filter(slug=new.slug).exists():
        raise _in_use(new)
    if new.time_zone not in available_timezones():
        raise CycleRefused("time_zone", _("There is no time zone “%(zone)s”.") % {"zone": new.time_zone})
    others = {field.name for field in ReportingCycle._meta.fields} - set(vars(new))
    try:
        ReportingCycle(**vars(new)).clean_fields(exclude=others)
    except ValidationError as error:
        field, (words, *_rest) = next(iter(error.message_dict.items()))
        raise CycleRefused(field, words) from error


def check_dates(new: NewCycle, *, now: datetime) -> None:
    """Refuse deadlines in the past or in the wrong order, and a period that ends before it begins."""
    today = now.astimezone(ZoneInfo(new.time_zone)).date()
    for field in ("soft_deadline_on", "hard_deadline_on", "period_from", "period_until", "report_cut_off_on"):
        day = getattr(new, field)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise CycleRefused(field, _("%(day)s lies outside the years %(first)s to %(last)s.")
                               % {"day": day, "first": FIRST_YEAR, "last": LAST_YEAR})  # fmt: skip
    if new.soft_deadline_on > new.hard_deadline_on:
        raise CycleRefused(
            "soft_deadline_on", _("The date asked for is later than the one after which replies are late.")
        )
    if new.soft_deadline_on < today:
        raise CycleRefused("soft_deadline_on", _("The deadline lies before the day on which the cycle opens."))
    if new.report_cut_off_on and new.report_cut_off_on < new.soft_deadline_on:
        raise CycleRefused("report_cut_off_on", _("The report would be cut off before replies are requested."))
    if new.period_from and new.period_until and new.period_from > new.period_until:
        raise CycleRefused("period_until", _("The period covered ends before it begins."))


def _check_instruments(instruments: Sequence[Instrument]) -> None:
    if not instruments:
        raise CycleRefused("instruments", _("A cycle asks about at least one instrument."))
    if len({one.pk for one in instruments}) < len(instruments):
        raise CycleRefused("instruments", _("An instrument is named twice."))
    for one in instruments:
        if not Obligation.objects.asked_of_states().filter(instrument=one).exists():
            raise CycleRefused("instruments", _("%(symbol)s asks nothing of States.") % {"symbol": one.symbol})
