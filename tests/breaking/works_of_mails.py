"""What a worker does about mails, each with something to do and how one sees that it is done: rows of works.py."""

from datetime import timedelta

from django.utils import timezone

from commitments.contributions.models import Assignment
from commitments.history.models import Event
from commitments.notices.digests import week_of
from commitments.notices.models import Mail, Notice, ReminderPlan
from commitments.web.transactions import as_program
from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.factories import submissions as make
from tests.factories.access import person


def _a_notice() -> Notice:
    """An officer has something in his inbox."""
    cycle, now = make.cycle("KEN"), timezone.now()
    event = Event.objects.get(subject_id=cycle.pk, name="cycle_opened")
    return Notice.objects.create(
        recipient=person("officer"),
        event=event,
        says="arrived",
        kind="arrivals",
        opens="/",
        happened_at=now,
        made_at=now,
    )


def a_mail(_: Ledger, ground: Ground) -> dict[str, object]:
    """A mail that waits."""
    notice, now = _a_notice(), timezone.now()
    Mail.objects.create(recipient=notice.recipient, notice=notice, made_at=now, due_at=now)
    return {}


def mails_have_ended() -> bool:
    """Whether none waits; one of which it cannot be known whether it went was given up with these words."""
    unsaid = Mail.objects.filter(state=Mail.State.FAILED).exclude(reason=Mail.Reason.UNCERTAIN)
    return not (Mail.objects.waiting() | unsaid).exists()


def news_of_a_week(_: Ledger, ground: Ground) -> dict[str, object]:
    """An officer has unread news of which no mail told."""
    _a_notice()
    return {}


def digests_are_made() -> bool:
    """Whether each has this week's digest, which tells of his news."""
    untold = Notice.objects.filter(says="arrived", mail__isnull=True, told_in__isnull=True)
    return not untold.exists() and Mail.objects.filter(week_on=week_of(timezone.now())).exists()


def a_day_to_remind(_: Ledger, ground: Ground) -> dict[str, object]:
    """A cycle of whose plan a day has come."""
    now = timezone.now()
    cycle = make.cycle("KEN", at=now - timedelta(days=40), soft_deadline_on=timezone.localdate() + timedelta(days=2))
    ReminderPlan.objects.create(cycle=cycle, days=[-3])
    return {}


def reminded_once() -> bool:
    """Whether each day that came was said, and none twice."""
    said = Event.objects.filter(name="reply_reminded")
    due = [plan.pk for plan in ReminderPlan.objects.filter(days=[-3]) if not plan.reminded]
    return not due and said.count() == said.values("subject_id").distinct().count()


def a_link_to_mail(_: Ledger, ground: Ground) -> dict[str, object]:
    """A paragraph given by a link that was not mailed yet."""
    cycle, now = make.cycle("KEN"), timezone.now()
    with as_program("a test"):
        Assignment.objects.create(
            respondent=cycle.asked.get(), cycle=cycle, obligation=make.obligations(cycle)[0], ministry="Health",
            name="Somebody", email="somebody@example.org", given_at=now, given_by=person("focal_point", "KEN"),
            expires_at=now + timedelta(days=30),
        )  # fmt: skip
    return {}


def links_are_mailed() -> bool:
    """Whether none waits for its mail."""
    return not Assignment.objects.exclude(email="").filter(mailed_at__isnull=True).exists()
