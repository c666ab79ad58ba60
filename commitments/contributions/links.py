"""The link of somebody without an account: signed, and open only as long as its assignment says."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from commitments.access.actor import Actor, ActorKind
from commitments.contributions.models import Assignment
from commitments.contributions.queries import asked_about
from commitments.submissions.models import Submission
from commitments.web.transactions import PROGRAM, Carried

SALT = "commitments.contributions.link"


class Standing(StrEnum):
    """What a link opens now."""

    OPEN = "open"
    SENT = "sent"
    TAKEN_BACK = "taken_back"
    OVER = "over"
    REPLIED = "replied"


def signature_of(public_id: UUID) -> str:
    """What only this installation can add to the number of an assignment."""
    return Signer(salt=SALT).signature(str(public_id))


def is_signed(public_id: UUID, signature: str) -> bool:
    """Whether the link was made here."""
    return constant_time_compare(signature, signature_of(public_id))


def path_of(assignment: Assignment) -> str:
    """The address of the page that the link opens."""
    return reverse("contributions:link", args=[assignment.public_id, signature_of(assignment.public_id)])


def standing_of(assignment: Assignment, *, now: datetime) -> Standing:
    """What the link opens: the form, or words why not. What was sent is told first, also when the time is over."""
    if hasattr(assignment, "offered"):
        return Standing.SENT
    if assignment.is_taken_back:
        return Standing.TAKEN_BACK
    if assignment.is_over(now):
        return Standing.OVER
    return Standing.REPLIED if _is_replied(assignment) else Standing.OPEN


def _is_replied(assignment: Assignment) -> bool:
    """Whether the State sent its reply meanwhile, begins no new version, and nothing is asked about the paragraph."""
    own = Submission.objects.filter(cycle=assignment.cycle_id, respondent=assignment.respondent_id)
    return own.exists() and not own.working().exists() and not asked_about(assignment)


def holder_of(assignment: Assignment) -> Actor:
    """Whoever has the link: nobody is known behind him, and he holds no right."""
    return Actor(kind=ActorKind.LINK, name=assignment.name)


def by_link(public_id: UUID) -> Carried:
    """Work of the program for whoever holds the link: past the wall, for this one assignment; history says so."""
    return Carried(kind=PROGRAM, history={"kind": ActorKind.LINK.value, "user": None, "role": "public",
                                          "assignment": str(public_id)})  # fmt: skip
