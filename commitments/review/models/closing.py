"""A proposal to close a reply, and what a second person said to it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commitments.history.tracking import tracked
from commitments.review.kinds import Outcome
from commitments.review.models.seen import SecretariatsQuerySet


class ClosingQuerySet(SecretariatsQuerySet):
    """Proposals to close, as the secretariat sees them."""

    def waiting(self) -> Self:
        """Those that nobody decided yet."""
        return self.filter(outcome=Outcome.WAITING)


@tracked
class Closing(models.Model):
    """An officer proposes to close a reply, an approver who is another person closes it: four eyes.

    `respondent` repeats the submission's (a trigger sets it), for policies.
    """

    submission = models.ForeignKey("commitments.Submission", on_delete=models.PROTECT, related_name="closings")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", editable=False)
    words = models.TextField(_("why it can be closed"), blank=True, default="")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default=Outcome.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(_("reason"), blank=True, default="")

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        constraints: ClassVar = [
            models.CheckConstraint(name="closing_outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="closing_is_of_two_persons",
                condition=Q(outcome__in=[Outcome.WAITING, Outcome.TAKEN_BACK]) | ~Q(proposed_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="closing_decided_says_who_and_when",
                condition=Q(outcome=Outcome.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome=Outcome.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="closing_declined_gives_a_reason", condition=~Q(outcome=Outcome.DECLINED) | ~Q(decided_reason="")
            ),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(outcome=Outcome.WAITING), name="closing_waits_once_for_a_submission"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.outcome}"
