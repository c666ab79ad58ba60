"""What the verbs of every register take and check."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from commitments.access.refusals import RefusedInField


class DispatchRefused(RefusedInField):
    """The register cannot take this entry."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """When and how something went."""

    on: date
    way: str
    address: str = ""
    reference: str = ""

    def refuse_to_come(self, now: datetime) -> None:
        """Refuse with DispatchRefused a day that lies in the future."""
        if self.on > now.date():
            raise DispatchRefused("sent_on", _("It cannot have been sent on a day that lies in the future."))
