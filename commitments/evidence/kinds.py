"""What kinds of evidence there are, and how sensitive a piece may be: pure lists without database."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.access.audience import Audience, narrower


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


class Label(models.TextChoices):
    """How sensitive it is, in the words of ST/SGB/2007/6. The third level has no place here."""

    UNCLASSIFIED = "unclassified", _("Unclassified")
    CONFIDENTIAL = "confidential", _("Confidential")


STRICTLY_CONFIDENTIAL = ("strictly_confidential", _("Strictly confidential"))
"""Offered, so that nobody takes the next lower one for want of it; and refused."""

MOST_OF_CONFIDENTIAL = Audience.SECRETARIAT
"""The widest audience of what is confidential, whatever the audience of the answer that it shows."""


def within(label: str, audience: str) -> Audience:
    """The audience, as far as the label lets it reach."""
    return narrower(Audience(audience), MOST_OF_CONFIDENTIAL) if label == Label.CONFIDENTIAL else Audience(audience)


FREEZE_FIELDS: tuple[str, ...] = (
    "kind", "title", "language", "dated_on", "url", "archived_url", "archived_on", "sha256", "file_name", "supplied_to",
    "supplied_document", "label",
)  # fmt: skip

LINK_REMOVED = "https://removed.invalid/"
"""Stands where a link was lawfully removed: no address can ever end so (RFC 2606)."""
