"""Where a submission is and who may move it: one table of moves (design.md rule 7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.access.permissions import Permission


class Stage(models.TextChoices):
    """Where a submission is; late, provisional, nil and on-behalf are flags, superseded is computed."""

    DRAFT = "draft", _("Draft")
    CLEARANCE = "clearance", _("In clearance")
    RECEIVED = "received", _("Received")
    BEING_READ = "being_read", _("Being read")
    CLARIFICATION = "clarification_requested", _("Clarification requested")
    CLOSED = "closed", _("Closed")
    RECALLED = "recalled", _("Recalled")
    THROWN_AWAY = "thrown_away", _("Thrown away")


WORKING: tuple[Stage, ...] = (Stage.DRAFT, Stage.CLEARANCE)
NEVER_SENT: tuple[Stage, ...] = (*WORKING, Stage.THROWN_AWAY)
"""What nobody outside the State has: it is written still, or will not be sent."""
SUBMITTED: tuple[Stage, ...] = (Stage.RECEIVED, Stage.BEING_READ, Stage.CLARIFICATION, Stage.CLOSED)

RECALLABLE: tuple[Stage, ...] = (Stage.RECEIVED, Stage.BEING_READ)
"""Where the State can still take its reply back; one that is closed is corrected by a new version."""

READ_ALREADY: tuple[Stage, ...] = (Stage.BEING_READ, Stage.CLARIFICATION)
"""Where a reply is in the hands of an officer: a new version that takes its place is read on, and not received anew."""

MOVES: dict[tuple[Stage, Stage], frozenset[Permission]] = {
    (Stage.DRAFT, Stage.CLEARANCE): frozenset({Permission.SUBMISSION_PREPARE}),
    (Stage.CLEARANCE, Stage.DRAFT): frozenset({Permission.SUBMISSION_CLEAR, Permission.SUBMISSION_PREPARE}),
    (Stage.DRAFT, Stage.THROWN_AWAY): frozenset({Permission.SUBMISSION_PREPARE}),
    (Stage.DRAFT, Stage.RECEIVED): frozenset({Permission.SUBMISSION_SUBMIT}),
    (Stage.CLEARANCE, Stage.RECEIVED): frozenset({Permission.SUBMISSION_SUBMIT}),
    **{(here, Stage.BEING_READ): frozenset({Permission.SUBMISSION_SUBMIT}) for here in WORKING},
    (Stage.RECEIVED, Stage.BEING_READ): frozenset({Permission.REPLY_REVIEW}),
    (Stage.BEING_READ, Stage.CLARIFICATION): frozenset({Permission.REPLY_REVIEW}),
    (Stage.CLARIFICATION, Stage.BEING_READ): frozenset({Permission.SUBMISSION_SUBMIT, Permission.REPLY_REVIEW}),
    (Stage.BEING_READ, Stage.CLOSED): frozenset({Permission.CLOSING_APPROVE}),
    (Stage.CLOSED, Stage.BEING_READ): frozenset({Permission.REPLY_REVIEW}),
    **{(here, Stage.RECALLED): frozenset({Permission.SUBMISSION_SUBMIT}) for here in RECALLABLE},
}
"""Each move with the permissions of which one is enough; the database holds the same table (sql.py)."""

NEEDS_A_REASON: frozenset[tuple[Stage, Stage]] = frozenset(
    {(Stage.CLEARANCE, Stage.DRAFT), (Stage.CLOSED, Stage.BEING_READ), *((here, Stage.RECALLED) for here in RECALLABLE)}
)
