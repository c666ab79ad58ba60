"""What happened, for tests: a reply that was sent and told of, and a mail that waits."""

from datetime import datetime
from typing import Any

from commitments.access.models import User
from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.notices.models import Mail, Notice
from commitments.notices.telling import tell
from commitments.submissions import services
from commitments.submissions.models import Submission
from tests.factories import submissions as make
from tests.factories.access import person

NOON = make.NOON


def event(name: EventName) -> Event:
    """The last one of this name."""
    return Event.objects.filter(name=name).latest("pk")


def told(name: EventName, *, now: datetime = NOON) -> Event:
    """Tell of the last event of this name."""
    last = event(name)
    tell(last, now=now)
    return last


def in_clearance(code: str = "THA", **fields: Any) -> Submission:
    """A reply that its focal point gave to a second person."""
    whole = make.ready(code, of=make.cycle(code, **fields))
    return services.send_to_clearance(whole, by=make.focal_point(code), now=NOON)


def a_mail(email: str = "clearance@example.org", code: str = "THA", **fields: Any) -> Mail:
    """One that waits: a clearance officer is told that a reply waits for him."""
    reader = person("clearance", code, email=email, **fields)
    in_clearance(code)
    told(EventName.SUBMISSION_SENT_TO_CLEARANCE)
    return Mail.objects.get(recipient=reader)


def sentences(user: User) -> list[str]:
    """What stands in somebody's inbox, the oldest first."""
    return [notice.sentence for notice in Notice.objects.filter(recipient=user).order_by("pk")]
