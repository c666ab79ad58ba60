"""What the verbs of reading a reply refuse, as sentences a person can read."""

from datetime import datetime

from django.utils.translation import gettext as _

from commitments.access.refusals import Refused, RefusedInField


class NotInForce(Refused):
    """Another version took the place of this one."""

    def __init__(self) -> None:
        super().__init__(_("This version is not the one in force any more: open the one that is."))


class QuestionRefused(RefusedInField):
    """A question cannot be asked, or answered, like this."""


class QuestionIsClosed(Refused):
    """Somebody was faster: it was answered, or taken back."""

    def __init__(self, *, who: str, at: datetime) -> None:
        words = _("This question does not wait any more: %(who)s answered it or took it back on %(when)s.")
        super().__init__(words % {"who": who or _("somebody"), "when": f"{at:%Y-%m-%d %H:%M} UTC"})


class ClosingRefused(Refused):
    """The reply cannot be closed, or not by this person."""


class NoteRefused(Refused):
    """A note cannot lie here."""
