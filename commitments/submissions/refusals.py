"""What the verbs of submissions refuse, as sentences a person can read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commitments.history.bases import EditedMeanwhile

if TYPE_CHECKING:
    from commitments.submissions.models import ObligationReport


class SubmissionRefused(Exception):
    """A verb of this capability was refused; the text says why."""


class NotAllowed(SubmissionRefused):
    """The actor's roles do not include the verb for this respondent."""

    def __init__(self) -> None:
        super().__init__(_("Your role does not allow this for this respondent."))


class NotAsked(SubmissionRefused):
    """The respondent is not on the list of those asked in the cycle."""


class MoveNotAllowed(SubmissionRefused):
    """The submission is not where this move begins, or the actor may not make it."""


class AnswersAreFrozen(SubmissionRefused):
    """The submission is no draft: its answers do not change."""


class CycleRefused(SubmissionRefused):
    """A cycle cannot be opened like this; `field` says which value is wrong."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a submission from being sent, and where to mend it."""

    words: str
    obligation_id: int | None = None
    field: str = ""


class NotReady(SubmissionRefused):
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
