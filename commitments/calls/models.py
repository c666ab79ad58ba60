"""Documents of a call, made by a worker, and the register of whom it went to."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.bases import Created
from commitments.history.tracking import tracked
from commitments.submissions.models.dispatch import Dispatch


def _seen_by(actor: Actor, path: str) -> Q:
    """The secretariat sees those of every call; a State those of the calls that asked it."""
    return Q() if actor.is_secretariat else Q(**{f"{path}__in": actor.own_respondents_with(Permission.DESK_OPEN)})


class CallDocumentQuerySet(models.QuerySet[Any]):
    """Documents of calls as the actor may have them."""

    def visible_to(self, actor: Actor) -> Self:
        """The secretariat's officers, and the people of the States that the cycle asks."""
        return self.filter(_seen_by(actor, "cycle__asked")).distinct()

    def in_order(self) -> Self:
        """By language, then form."""
        return self.order_by("language", "form")


class CallDispatchQuerySet(models.QuerySet[Any]):
    """Entries of the register as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The secretariat sees all, a State its own."""
        return self.filter(_seen_by(actor, "respondent"))


@tracked
class CallDocument(models.Model):
    """The note verbale with its questionnaire in one language and form; waits until a worker has made it."""

    class Form(models.TextChoices):
        """What it can be opened with."""

        DOCX = "docx", _("Word document")
        PDF = "pdf", _("PDF, for paper")

    cycle = models.ForeignKey(
        "commitments.ReportingCycle", on_delete=models.PROTECT, related_name="call_documents", db_index=False
    )
    language = models.CharField(max_length=10)
    form = models.CharField(max_length=4, choices=Form.choices)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=200, blank=True, default="")

    objects = CallDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a call")
        verbose_name_plural = _("documents of calls")
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="calldocument_waiting", condition=Q(made_at__isnull=True))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "language", "form"], name="calldocument_stands_once"),
            models.CheckConstraint(
                name="calldocument_is_a_file_once_it_is_made",
                condition=Q(made_at__isnull=True, path="")
                | (Q(made_at__isnull=False, sha256__regex=r"^[0-9a-f]{64}$", size__gt=0) & ~Q(path="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.language} {self.form}"


@tracked
class CallDispatch(Dispatch):
    """The call went to a State: when, by what way, to which address, under which reference; never changed."""

    cycle = models.ForeignKey(
        "commitments.ReportingCycle", on_delete=models.PROTECT, related_name="dispatches", db_index=False
    )
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")

    objects = CallDispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the register")
        verbose_name_plural = _("entries of the register")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(
                fields=["cycle", "respondent", "sent_on", "way", "reference"], name="calldispatch_is_entered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.sent_on}"
