"""The secretariat's own obligations: what it did about each, with which resources, and what the bodies decided."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.visibility import own_or_nobody
from commitments.history.bases import Created, PublicRecord, Versioned, Withdrawable
from commitments.history.tracking import tracked


class MandateQuerySet(models.QuerySet[Any]):
    """Entries on mandates as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The secretariat, and the people of the respondent that wrote it."""
        return self.all() if actor.is_secretariat else self.filter(own_or_nobody(actor))


@tracked
class Mandate(PublicRecord, Versioned, Created):
    """What the secretariat says of one paragraph that asks something of it; it enters no count of States."""

    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="+")
    implementation = models.TextField(_("implementation"), blank=True, default="")
    resources = models.TextField(_("resources"), blank=True, default="")

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry on a mandate")
        verbose_name_plural = _("entries on mandates")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(fields=["respondent", "obligation"], name="mandate_stands_once_for_a_paragraph"),
            models.CheckConstraint(name="mandate_says_something", condition=~Q(implementation="") | ~Q(resources="")),
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.obligation_id}"


class BodyOutcomeQuerySet(models.QuerySet[Any]):
    """Outcomes; they are public records of their bodies."""

    def visible_to(self, actor: Actor) -> Self:  # noqa: ARG002 (public)
        """Everybody sees them."""
        return self.all()

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self) -> Self:
        """Only what was withdrawn."""
        return self.filter(withdrawn_at__isnull=False)


@tracked
class BodyOutcome(PublicRecord, Created, Withdrawable):
    """What the Commission or the Assembly decided on a paragraph: at which session, in which document."""

    class Body(models.TextChoices):
        """The body that decided."""

        COMMISSION = "commission", _("Commission on Crime Prevention and Criminal Justice")
        ASSEMBLY = "assembly", _("General Assembly")

    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="+")
    body = models.CharField(_("body"), max_length=10, choices=Body.choices)
    session = models.CharField(_("session"), max_length=200)
    document = models.CharField(_("document"), max_length=100)
    decision = models.CharField(_("decision"), max_length=500)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True, default="")

    objects = BodyOutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a body")
        verbose_name_plural = _("outcomes of bodies")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                fields=["obligation", "document"],
                name="bodyoutcome_names_a_document_once",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="bodyoutcome_names_session_document_and_decision",
                condition=~Q(session="") & ~Q(document="") & ~Q(decision=""),
            ),
        ]

    def __str__(self) -> str:
        return self.document
