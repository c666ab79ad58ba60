"""Why a job does not start, does not go on or ends without a result."""

from __future__ import annotations

from django.utils.translation import gettext as _


class JobRefused(Exception):
    """Something was asked of a job that cannot be done; the text is for people."""


class NotSignedIn(JobRefused):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__(_("Please sign in to start this."))


class TooManyJobs(JobRefused):
    """One person has enough running."""

    def __init__(self) -> None:
        super().__init__(_("Several of your jobs are still running. Please wait for one to end, or cancel one."))


class NotYours(JobRefused):
    """Somebody else asked for it."""

    def __init__(self) -> None:
        super().__init__(_("Only the person who started this can cancel it."))


class AlreadyEnded(JobRefused):
    """Too late."""

    def __init__(self) -> None:
        super().__init__(_("This has ended already; there is nothing to cancel."))


class WorkFailed(Exception):
    """Raised by the work itself when it cannot be done: the text is shown to the person who asked."""


class Stopped(BaseException):
    """The work must not go on. Not an Exception, so that a broad `except Exception` in the work lets it pass."""


class Cancelled(Stopped):
    """The person who asked no longer wants it."""


class TakenOver(Stopped):
    """The row is no longer this worker's: somebody else does the work, or it has ended."""
