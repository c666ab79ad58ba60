"""The controlled words in which an obligation is described."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ObligationType(models.TextChoices):
    """How a text asks."""

    ENDORSEMENT = "endorsement", _("endorsement")
    INVITATION = "invitation", _("invitation")
    REAFFIRMATION = "reaffirmation", _("reaffirmation")
    REQUEST = "request", _("request")
    COMMITMENT = "commitment", _("commitment")
    CALL_UPON = "call_upon", _("call")
    RECOMMENDATION = "recommendation", _("recommendation")
    RECOGNITION = "recognition", _("recognition")
    SUPPORT = "support", _("expression of support")
    CEREMONIAL = "ceremonial", _("ceremonial")
    UNREAD = "unread", _("not yet analysed")


class Reportable(models.TextChoices):
    """Whether States are asked to report on an obligation, and whether it counts."""

    YES = "yes", _("asked of States")
    OPTIONAL = "optional", _("asked of States, optional")
    NO = "no", _("not asked of States")
    SERVED = "served", _("not asked of anybody; actions can serve it")


ASKED = (Reportable.YES, Reportable.OPTIONAL)
"""What stands on a State's desk."""


class TrackedBy(models.TextChoices):
    """Who follows an obligation."""

    STATE = "state", _("States")
    SECRETARIAT = "secretariat", _("secretariat")
    BOTH = "both", _("States and secretariat")
    NONE = "none", _("nobody")


class AnswersAs(models.TextChoices):
    """As whom a respondent may answer."""

    PROVIDER = "provider", _("provider of assistance")
    RECIPIENT = "recipient", _("recipient of assistance")
    BOTH = "both", _("provider and recipient")


class AddresseeRole(models.TextChoices):
    """How a text names a body."""

    ADDRESSEE = "addressee", _("is asked")
    CONCERNED = "concerned", _("is concerned")
    BENEFICIARY = "beneficiary", _("benefits")


NOT_YET_PARTIES = "NON_PARTIES"
"""The analysis's code for States that a text calls upon to join treaties."""


class SourceKind(models.TextChoices):
    """What a kept file is."""

    TEXT = "text", _("adopted text")
    ANALYSIS = "analysis", _("analysis of the text")
