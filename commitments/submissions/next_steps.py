"""Where a reply is, who holds it, what comes next and by when: one line for each stage, for pages of both sides."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.submissions.models import Submission
from commitments.submissions.stages import Stage


class Side(models.TextChoices):
    """Who holds a reply."""

    STATE = "state", _("the State")
    SECRETARIAT = "secretariat", _("the secretariat")


STEPS: dict[Stage, tuple[Side, Promise]] = {
    Stage.DRAFT: (Side.STATE, _("The State answers and sends. Nobody outside the State reads the draft.")),
    Stage.CLEARANCE: (Side.STATE, _("A second person of the State releases it or returns it; then it is sent.")),
    Stage.RECEIVED: (Side.SECRETARIAT, _("An officer begins to read it.")),
    Stage.BEING_READ: (
        Side.SECRETARIAT, _("The secretariat reads it, asks where something is unclear, and closes it in the end."),
    ),
    Stage.CLARIFICATION: (
        Side.STATE,
        _("The State answers the secretariat’s questions. If an answer itself must change, a new version opens the "
          "paragraphs asked about."),
    ),
    Stage.CLOSED: (
        Side.SECRETARIAT,
        _("Nothing is expected. The State can correct it in a new version; the secretariat can open it again."),
    ),
    Stage.RECALLED: (Side.STATE, _("The State corrects it in a new version and sends that.")),
    Stage.THROWN_AWAY: (Side.STATE, _("Nothing: it is not sent. What its answers said is kept in their history.")),
}  # fmt: skip
ENTERED: dict[Stage, tuple[Side, Promise]] = {
    Stage.DRAFT: (
        Side.SECRETARIAT, _("An officer enters it from its source document. The State reads it, and can take it over."),
    ),
    Stage.CLEARANCE: (
        Side.SECRETARIAT, _("A second officer holds it against its source document, then it is received or returned."),
    ),
}  # fmt: skip
"""The same of a reply that came on paper or by mail, until it is received."""
REPLACED = _("A later version took its place. It is kept as it was sent.")


@dataclass(frozen=True)
class NextStep:
    """What a page says of where a reply is."""

    stage: str
    holder: str
    words: str
    by: date | None


def next_step(submission: Submission, *, extended_until: date | None = None) -> NextStep:
    """What comes next for this version, where its State has until then; nothing of one that was replaced."""
    stage = Stage(submission.stage)
    side, words = (ENTERED if submission.is_being_entered else STEPS)[stage]
    if submission.is_submitted and not submission.is_current:
        return NextStep(str(stage.label), "", str(REPLACED), None)
    return NextStep(str(stage.label), str(side.label), str(words), _due(submission, stage, extended_until))


def _due(submission: Submission, stage: Stage, extended_until: date | None) -> date | None:
    """The day asked for; no stage ends by itself."""
    if stage is Stage.CLARIFICATION:
        return submission.answers_due_on
    if submission.is_being_entered:
        return None
    asked_for: date = extended_until or submission.cycle.soft_deadline_on
    return asked_for if submission.is_working or stage is Stage.RECALLED else None
