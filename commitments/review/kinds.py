"""What the secretariat may note of the information in an answer, and what became of a proposal to close: pure lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FindingKind(models.TextChoices):
    """Of the information, never of the State (design.md rule 1)."""

    CLEAR_AND_SUPPORTED = "clear_supported", _("Clear and supported")
    CLEAR_WITHOUT_SUPPORT = "clear_unsupported", _("Clear; nothing that shows it is attached")
    IN_PART = "in_part", _("Answers a part of what the paragraph asks")
    ELSEWHERE = "elsewhere", _("Speaks of what another paragraph asks")
    DIFFERS_FROM_LIST = "differs_from_list", _("Names a treaty act that our list of its date does not show")
    CLARIFICATION_REQUESTED = "clarification", _("Clarification requested")


class Outcome(models.TextChoices):
    """What became of a proposal to close a reply."""

    WAITING = "", _("waits for a second person")
    APPROVED = "approved", _("closed")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")
