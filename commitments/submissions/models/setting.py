"""What a State has settled about its replies, whatever the cycle."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.visibility import own_or_nobody
from commitments.history.tracking import tracked


class ReplySettingQuerySet(models.QuerySet[Any]):
    """Settings as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the States whose whole work he sees; how a State works inside is nobody else's affair."""
        return self.filter(own_or_nobody(actor))


@tracked
class ReplySetting(models.Model):
    """Whether every version of a State's replies is cleared by a second person before it is sent."""

    respondent = models.OneToOneField("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    clears_always = models.BooleanField(_("every version is cleared by a second person before it is sent"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = ReplySettingQuerySet.as_manager()

    class Meta:
        verbose_name = _("setting of replies")
        verbose_name_plural = _("settings of replies")

    def __str__(self) -> str:
        return f"{self.respondent_id}: {self.clears_always}"
