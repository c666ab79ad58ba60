"""What the verbs of submissions refuse, as sentences a person can read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commitments.access.refusals import Refused, RefusedInField
from commitments.history.bases import EditedMeanwhile

if TYPE_CHECKING:
    from commitments.submissions.models import ObligationReport


class NotAsked(Refused):
    """The respondent is not on the list of those asked in the cycle."""


class ExtensionRefused(RefusedInField):
    """More time cannot be given like this."""


class MoveNotAllowed(Refused):
    """The submission is not where this move begins, or the actor may not make it."""


class ChangedMeanwhile(Refused):
    """What would be sent is not what was read, or not what was released: nothing was sent."""


class AnswersAreFrozen(Refused):
    """The submission is no draft: its answers do not change."""


class EnteredForTheState(AnswersAreFrozen):
    """An officer enters the reply from its source document: nobody else writes in it."""


class EntryRefused(RefusedInField):
    """A reply cannot be entered, received, taken over or confirmed like this."""


class NotConfirmed(Refused):
    """An answer that was carried over cannot be called still true like this."""


class CycleRefused(RefusedInField):
    """A cycle cannot be opened like this."""


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a submission from being sent, and where to mend it."""

    words: str
    obligation_id: int | None = None
    field: str = ""


class NotReady(Refused):
    """The submission lacks something that sending needs; every lack is named."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(str(problem.words) for problem in problems))
        self.problems = problems


class AnswerEditedMeanwhile(EditedMeanwhile):
    """Somebody else saved this answer since it was read: both texts are here, nothing was overwritten."""

    def __init__(self, stored: "ObligationReport", offered: dict[str, Any]) -> None:
        super().__init__()
        self.stored = stored
        self.offered = offered
