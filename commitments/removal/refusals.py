"""Why a removal is refused: sentences for the person who tried."""

from django.utils.translation import gettext as _

from commitments.access.refusals import Refused


class NotForYou(Refused):
    """He may neither ask for it nor decide it."""

    def __init__(self) -> None:
        super().__init__(_("Your role does not remove content of this State's records."))


class NeedsAnother(Refused):
    """Whoever asked cannot decide, nor can his side."""

    def __init__(self, side: str) -> None:
        super().__init__(_("A second person decides, and of the other side: %(side)s.") % {"side": side})


class AlreadyDecided(Refused):
    """Somebody was quicker."""

    def __init__(self) -> None:
        super().__init__(_("This removal was decided in the meantime. Nothing was changed."))


class WaitsAlready(Refused):
    """For this record one request waits."""

    def __init__(self) -> None:
        super().__init__(_("A removal for this record was asked for already and waits to be decided."))


class NothingNamed(Refused):
    """Nothing, or something that this kind of record has not."""

    def __init__(self) -> None:
        super().__init__(_("Say which content is to be removed."))
