"""Who may read a record once it is submitted, and how far a report may use it (design.md rule 8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """From the narrowest to the widest; before submission only the own State sees anything."""

    OWN_STATE = "own_state", _("Own State only")
    SECRETARIAT = "secretariat", _("Secretariat")
    MEMBER_STATES = "member_states", _("Member States")
    PUBLIC = "public", _("Public")


class UseInReport(models.TextChoices):
    """What a report may take from an answer; without a default, chosen before sending."""

    NAMED = "named", _("May be used with the name of the State")
    COUNTED = "counted", _("May be counted without the name")
    NOT_USED = "not_used", _("Not to be used")


LADDER: tuple[Audience, ...] = (
    Audience.OWN_STATE,
    Audience.SECRETARIAT,
    Audience.MEMBER_STATES,
    Audience.PUBLIC,
)


def readable_from(narrowest: Audience) -> tuple[Audience, ...]:
    """The audiences a reader reaches whose narrowest is `narrowest`."""
    return LADDER[LADDER.index(narrowest) :]


def narrower(one: Audience, other: Audience) -> Audience:
    """The narrower of two audiences (for views of the past: then and now)."""
    return min(one, other, key=LADDER.index)
