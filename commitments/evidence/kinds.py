"""What kinds of evidence there are: a pure list without database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """What shows it."""

    LEGISLATION = "legislation", _("Legislation")
    POLICY = "policy", _("Policy or plan")
    REPORT = "report", _("Report or evaluation")
    STATISTICS = "statistics", _("Statistics")
    AGREEMENT = "agreement", _("Agreement or treaty")
    DECISION = "decision", _("Court or government decision")
    TRAINING = "training", _("Training material")
    SUPPLIED = "supplied", _("Already supplied to another United Nations body")
    OTHER = "other", _("Other")


FREEZE_FIELDS: tuple[str, ...] = (
    "kind", "title", "language", "dated_on", "url", "archived_url", "archived_on", "sha256", "file_name", "supplied_to",
    "supplied_document",
)  # fmt: skip
