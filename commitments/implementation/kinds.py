"""What kinds of action there are, and the words for figures: pure lists without database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionKind(models.TextChoices):
    """What was done."""

    LAW = "law", _("Law or regulation")
    POLICY = "policy", _("Policy, strategy or plan")
    INSTITUTION = "institution", _("Institution or body")
    TRAINING = "training", _("Training")
    TOOL = "tool", _("Tool or training manual issued")
    TREATY_ACT = "treaty_act", _("Treaty act")
    COOPERATION = "cooperation", _("Cooperation or agreement")
    ASSISTANCE = "assistance", _("Technical assistance given or received")
    FUNDING = "funding", _("Funding or contribution")
    OPERATION = "operation", _("Operation or case work")
    AWARENESS = "awareness", _("Awareness and prevention work")
    RESEARCH = "research", _("Research, statistics or evaluation")
    OTHER = "other", _("Other")


class Sex(models.TextChoices):
    """Breakdown of a figure by sex, where the text asks."""

    ALL = "", _("All")
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other or not stated")


class AgeGroup(models.TextChoices):
    """Breakdown of a figure by age, where the text asks."""

    ALL = "", _("All")
    CHILDREN = "children", _("Under 18")
    ADULTS = "adults", _("18 and over")


DATE_FIELDS: tuple[str, ...] = ("planned_on", "started_on", "adopted_on", "in_force_on", "completed_on")
FREEZE_FIELDS: tuple[str, ...] = (
    "kind", "title", "description", "lead_body", "partner", "law_title", "law_number",
    *DATE_FIELDS, "amount", "currency",
)  # fmt: skip
