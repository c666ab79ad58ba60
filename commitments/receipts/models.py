"""The receipt of one version: what it says, the signature under it, and the same on paper once a worker printed it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.history.tracking import tracked
from commitments.submissions.models import Submission

DIGEST, SIGNATURE = r"^[0-9a-f]{64}$", r"^[0-9a-f]{128}$"


class ReceiptQuerySet(models.QuerySet[Any]):
    """Receipts as the actor may have them."""

    def visible_to(self, actor: Actor) -> Self:
        """Whoever may read the whole submission: the secretariat, and the own State but for given paragraphs."""
        seen = self.filter(submission__in=Submission.objects.visible_to(actor))
        return seen.exclude(respondent__in=actor.partial_ids)


@tracked
class SubmissionReceipt(models.Model):
    """That a version was received: digests of all it says and shows, under one code, signed; never changed.

    `code` is the SHA-256 of `statement` in the spelling of JSON that sending uses; `sha256`, `size` and `path` are of
    the file for paper.
    """

    submission = models.OneToOneField("commitments.Submission", on_delete=models.PROTECT, related_name="receipt")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    statement = models.JSONField()
    code = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)
    key = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=200, blank=True, default="")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        indexes: ClassVar = [
            models.Index(fields=["made_at"], name="receipt_to_print", condition=Q(printed_at__isnull=True))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="receipt_is_signed",
                condition=Q(code__regex=DIGEST, key__regex=DIGEST, signature__regex=SIGNATURE),
            ),
            models.CheckConstraint(
                name="receipt_is_a_file_once_it_is_printed",
                condition=Q(printed_at__isnull=True, path="")
                | (Q(printed_at__isnull=False, sha256__regex=DIGEST, size__gt=0) & ~Q(path="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.code}"
