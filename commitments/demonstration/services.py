"""The two verbs of the demonstration: load it, clear it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections, transaction

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.demonstration import plan, records
from commitments.demonstration.accounts import make_accounts
from commitments.demonstration.clearing import CLEARING
from commitments.demonstration.refusals import DemonstrationRefused, refuse_in_production
from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.history.outbox import announce
from commitments.instruments.models import Instrument
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle
from commitments.web.installation import holds_demonstration
from commitments.web.models import InstallationMark
from commitments.web.transactions import as_program

Told = Callable[[str], None]
Kind = InstallationMark.Kind


def load_demonstration(*, by: Actor, now: datetime, scale: int = 1, told: Told = print) -> bool:
    """Fill one past and one open cycle; False if the installation holds one already.

    The mark is written first and stays for good. Refused in production, and without a text that asks
    something of States. A load that was cut off is cleared and begun again.
    """
    refuse_in_production("Production holds no demonstration records.")
    if holds_demonstration() and _is_whole():
        return False
    if holds_demonstration():
        clear_demonstration(now=now, told=told)
    instrument = Instrument.objects.founding().first()
    if instrument is None or not Respondent.objects.member_states().exists():
        raise DemonstrationRefused("Load the text and the respondents first.")
    with acting(by):
        mark = InstallationMark.objects.create(kind=Kind.DEMONSTRATION_LOADED, at=now)
        made = make_accounts(list(Respondent.objects.member_states()), now=now)
    told(f"{made} accounts")
    _load_past(instrument, by=by, now=now, scale=scale, told=told)
    _load_open(instrument, by=by, now=now, scale=scale, told=told)
    with acting(by):
        announce(EventName.DEMONSTRATION_LOADED, subject=mark, by=by, now=now)
    return True


def _is_whole() -> bool:
    """Whether the last load came to its end: it announces that last."""
    mark = InstallationMark.objects.filter(kind=Kind.DEMONSTRATION_LOADED).last()
    if mark is None:
        return False
    told = {"subject_table": mark._meta.db_table, "subject_id": mark.pk}
    with as_program("load_demonstration"):
        return Event.objects.filter(name=EventName.DEMONSTRATION_LOADED, **told).exists()


def _codes() -> list[str]:
    return list(Respondent.objects.member_states().in_order().values_list("code", flat=True))


def _load_past(instrument: Instrument, *, by: Actor, now: datetime, scale: int, told: Told) -> None:
    began = now - timedelta(days=800)
    cycle = _open(instrument, f"demonstration-{began.year}", f"Demonstration cycle {began.year}", by=by, now=began)
    records.fill(cycle, plan.replies(_codes(), past=True, scale=scale), told=told)
    with acting(by):
        cycle.closed_at = began + timedelta(days=300)
        cycle.save(update_fields=["closed_at"])


def _load_open(instrument: Instrument, *, by: Actor, now: datetime, scale: int, told: Told) -> None:
    began = now - timedelta(days=60)
    cycle = _open(instrument, f"demonstration-{now.year}", f"Demonstration cycle {now.year}", by=by, now=began)
    records.fill(cycle, plan.replies(_codes(), past=False, scale=scale), told=told)


def _open(instrument: Instrument, slug: str, name: str, *, by: Actor, now: datetime) -> ReportingCycle:
    new = services.NewCycle(
        name=name, slug=slug, body="Commission on Crime Prevention and Criminal Justice",
        session_served="demonstration session", period_from=(now - timedelta(days=730)).date(),
        period_until=now.date(), note_verbale="Demonstration note verbale",
        soft_deadline_on=(now + timedelta(days=75)).date(), hard_deadline_on=(now + timedelta(days=95)).date(),
        is_demonstration=True,
    )  # fmt: skip
    with acting(by):
        return services.open_cycle(new, instruments=[instrument], by=by, now=now)


def clear_demonstration(*, now: datetime, told: Told = print) -> None:
    """Remove all that demonstration accounts made, and the accounts; the mark that there were any stays.

    Runs as the maintenance role, which the triggers that keep submissions unchanged let past. History stays.
    """
    maintenance = settings.MAINTENANCE_DATABASE
    with transaction.atomic(using=maintenance), connections[maintenance].cursor() as cursor:
        for what, statement in CLEARING:
            cursor.execute(statement)
            if cursor.rowcount:
                told(f"{what}: {cursor.rowcount} removed")
        cursor.execute(
            "INSERT INTO commitments_installationmark (kind, at) VALUES (%s, %s)", [Kind.DEMONSTRATION_CLEARED, now]
        )
