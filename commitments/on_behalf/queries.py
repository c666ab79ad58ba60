"""What the page of entries shows: the cycles that are open, whom they ask, the entries in this officer's hands."""

from dataclasses import dataclass

from django.db.models import QuerySet

from commitments.access.actor import Actor
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, Submission
from commitments.submissions.stages import Stage


@dataclass(frozen=True)
class Entries:
    """The entries that an officer types, and those laid before him by others."""

    typed: list[Submission]
    to_check: list[Submission]


def entries_of(actor: Actor) -> Entries:
    """In one query; entries of others that are still typed are nobody else's to see."""
    visible: QuerySet[Submission] = Submission.objects.visible_to(actor).working().filter(entered_by__isnull=False)
    found = list(visible.select_related("cycle", "respondent", "entered_by").order_by("received_on", "pk"))
    return Entries(
        typed=[one for one in found if one.entered_by_id == actor.user_id],
        to_check=[one for one in found if one.entered_by_id != actor.user_id and one.stage == Stage.CLEARANCE],
    )


def open_cycles() -> list[ReportingCycle]:
    """Those in which a reply can be entered, the newest first."""
    return list(ReportingCycle.objects.open())


def asked_by(cycle: ReportingCycle) -> list[Respondent]:
    """Whom the cycle asks, in their order. Who has a draft is not said: that is the State's own affair."""
    return list(cycle.asked.order_by("position"))
