"""The secretariat's note on the information of one answer; a State is never marked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.history.bases import Versioned
from commitments.history.tracking import tracked
from commitments.review.kinds import FindingKind
from commitments.review.models.seen import BetweenTheTwoQuerySet


@tracked
class Finding(Versioned):
    """What an officer says of the information in an answer that was sent; one stands, the history keeps those before.

    `submission` and `respondent` repeat the answer's (a trigger sets them), for policies.
    """

    report = models.OneToOneField("commitments.ObligationReport", on_delete=models.PROTECT, related_name="finding")
    submission = models.ForeignKey(
        "commitments.Submission", on_delete=models.PROTECT, related_name="findings", editable=False
    )
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("note on the information"), max_length=20, choices=FindingKind.choices)
    words = models.TextField(_("in words"), blank=True, default="")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = BetweenTheTwoQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of the secretariat")
        verbose_name_plural = _("notes of the secretariat")
        constraints: ClassVar = [
            models.CheckConstraint(name="finding_is_on_the_list", condition=Q(kind__in=FindingKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.report_id}"
