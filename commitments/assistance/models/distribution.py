"""To whom a document went that a paragraph asks the secretariat to distribute."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.assistance.models.mandate import MandateQuerySet
from commitments.history.bases import Created
from commitments.history.tracking import tracked
from commitments.submissions.models.dispatch import Dispatch


class RecipientKind(models.TextChoices):
    """What the one is to whom it went."""

    STATE = "state", _("State")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    NON_GOVERNMENTAL = "non_governmental", _("Non-governmental organization")


@tracked
class Distribution(Dispatch):
    """A document went to one respondent, or to an organization known by its name alone; never changed.

    `respondent` is the secretariat that distributed it.
    """

    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="+", db_index=False)
    document = models.CharField(_("document"), max_length=100)
    kind = models.CharField(_("kind of recipient"), max_length=20, choices=RecipientKind.choices)
    recipient = models.ForeignKey("commitments.Respondent", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the recipient"), max_length=300, blank=True, default="")

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a distribution")
        verbose_name_plural = _("entries of distributions")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(
                fields=["obligation", "document", "recipient", "name", "sent_on", "way", "reference"],
                name="distribution_is_entered_once", nulls_distinct=False,
            ),
            models.CheckConstraint(name="distribution_names_a_document", condition=~Q(document="")),
            models.CheckConstraint(
                name="distribution_names_one_recipient",
                condition=Q(recipient__isnull=False, name="") | (Q(recipient__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="distribution_knows_the_kind_of_recipient", condition=Q(kind__in=RecipientKind.values)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.document} {self.recipient_id or self.name}"
