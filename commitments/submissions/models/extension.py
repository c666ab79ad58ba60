"""More time for one State: the day until which its reply in a cycle is not late."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.bases import Created, PublicRecord
from commitments.history.tracking import tracked


class DeadlineExtensionQuerySet(models.QuerySet[Any]):
    """Extensions as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The secretariat sees all, a State its own."""
        if actor.is_secretariat:
            return self
        return self.filter(
            Q(respondent__in=actor.own_respondents_with(Permission.DESK_OPEN))
            | Q(respondent__in=actor.read_respondent_ids)
        )

    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(taken_back_at__isnull=True)


@tracked
class DeadlineExtension(PublicRecord, Created):
    """An officer gave a State more time in a cycle: until which day, and why; followed by more, or taken back."""

    cycle = models.ForeignKey(
        "commitments.ReportingCycle", on_delete=models.PROTECT, related_name="extensions", db_index=False
    )
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField(_("not late until the end of"))
    reason = models.CharField(_("reason"), max_length=500)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_back_reason = models.CharField(_("reason"), max_length=500, blank=True, default="")

    objects = DeadlineExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension of a deadline")
        verbose_name_plural = _("extensions of deadlines")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(
                fields=["cycle", "respondent", "until_on"],
                condition=Q(taken_back_at__isnull=True),
                name="deadlineextension_gives_a_day_once",
            ),
            models.CheckConstraint(
                name="deadlineextension_taken_back_says_who_when_and_why",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_reason="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason="")),
            ),
            models.CheckConstraint(name="deadlineextension_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.until_on}"
