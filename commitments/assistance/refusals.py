"""Why a paper was not written or sent: each refusal is a sentence for the person who tried."""

from django.utils.translation import gettext as _

from commitments.access.refusals import Refused


class SentAlready(Refused):
    """What was sent never changes."""

    def __init__(self) -> None:
        super().__init__(_("This was sent already and stays as it was sent. Withdraw it, or write a new one."))


class LacksSomething(Refused):
    """A paper cannot be sent while something is empty; `fields` names what."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__(_("Before it can be sent, please add: %(what)s.") % {"what": ", ".join(labels)})
