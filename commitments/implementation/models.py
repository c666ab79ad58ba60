"""Implementation actions, the obligations they serve, their milestones, and reported figures."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.visibility import OwnedQuerySet, given, own_or_nobody, recorded_by
from commitments.history.bases import Created, PublicRecord, Versioned, Withdrawable
from commitments.history.tracking import tracked
from commitments.implementation.kinds import ActionKind, AgeGroup, Sex

FIRST_YEAR, LAST_YEAR = 1900, 2200


class OnAParagraphQuerySet(OwnedQuerySet):
    """Rows of a respondent that stand on one paragraph."""

    def of_given(self, actor: Actor) -> Q:
        """Those on the paragraphs given to the actor, whatever the cycle."""
        return given(actor)


class ActionQuerySet(OwnedQuerySet):
    """Implementation actions as the actor may see them."""

    def of_given(self, actor: Actor) -> Q:
        """What the actor recorded himself, and what serves a paragraph given to him."""
        serving = ActionObligation.objects.filter(given(actor), action=OuterRef("pk"))
        return recorded_by(actor) | Q(Exists(serving))


@tracked
class ImplementationAction(PublicRecord, Versioned, Created, Withdrawable):
    """What a respondent did; serves one obligation or many, and lives across cycles."""

    respondent = models.ForeignKey(
        "commitments.Respondent", on_delete=models.PROTECT, related_name="actions", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ActionKind.choices)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True, default="")
    lead_body = models.CharField(_("lead body"), max_length=300, blank=True, default="")
    partner = models.CharField(_("partner"), max_length=300, blank=True, default="")
    law_title = models.CharField(_("title of the law"), max_length=500, blank=True, default="")
    law_number = models.CharField(_("number of the law"), max_length=100, blank=True, default="")
    planned_on = models.DateField(_("planned"), null=True, blank=True)
    started_on = models.DateField(_("started"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    in_force_on = models.DateField(_("in force"), null=True, blank=True)
    completed_on = models.DateField(_("completed"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency (three letters)"), max_length=3, blank=True, default="")
    language = models.CharField(_("language"), max_length=10, default="en")
    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT)
    obligations = models.ManyToManyField("commitments.Obligation", through="ActionObligation", related_name="actions")

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("implementation action")
        verbose_name_plural = _("implementation actions")
        indexes: ClassVar = [models.Index(fields=["respondent", "-created_at"], name="action_of_respondent")]
        constraints: ClassVar = [
            *Created.Meta.constraints,
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(fields=["id", "respondent"], name="action_is_its_respondents"),
            models.CheckConstraint(name="action_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="action_amount_names_its_currency",
                condition=Q(amount__isnull=True, currency="") | (Q(amount__gte=0) & Q(currency__regex=r"^[A-Z]{3}$")),
            ),
            models.CheckConstraint(
                name="action_is_completed_after_it_started",
                condition=Q(started_on__isnull=True)
                | Q(completed_on__isnull=True)
                | Q(completed_on__gte=F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The action's page on the desk."""
        return reverse("evidence:action", kwargs={"public_id": self.public_id})


@tracked
class ActionObligation(models.Model):
    """An action serves an obligation; the respondent stands here too, so that counts need no join."""

    action = models.ForeignKey(ImplementationAction, on_delete=models.CASCADE, related_name="links", db_index=False)
    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="action_links")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = OnAParagraphQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "obligation"], name="action_serves_an_obligation_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["respondent", "obligation"], name="action_link_of_respondent"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} serves {self.obligation_id}"


class MilestoneQuerySet(models.QuerySet[Any]):
    """Steps of actions."""

    def visible_to(self, actor: Actor) -> Self:
        """The steps of those actions of his own respondents that the actor sees; none for anybody else."""
        own = own_or_nobody(actor, respondent="action__respondent")
        if not actor.partial_ids:
            return self.filter(own)
        return self.filter(own | Q(action__in=ImplementationAction.objects.visible_to(actor)))

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


@tracked
class Milestone(PublicRecord, Withdrawable):
    """A step of an action, due or reached."""

    action = models.ForeignKey(ImplementationAction, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("step"), max_length=300)
    due_on = models.DateField(_("due"), null=True, blank=True)
    reached_on = models.DateField(_("reached"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints: ClassVar = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(name="milestone_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class ReportedFigure(PublicRecord, Versioned, Created, Withdrawable):
    """A number a respondent gives on an obligation: value, unit or currency, year, source, breakdown."""

    respondent = models.ForeignKey(
        "commitments.Respondent", on_delete=models.PROTECT, related_name="figures", db_index=False
    )
    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="figures")
    label = models.CharField(_("what is counted"), max_length=300)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="")
    currency = models.CharField(_("currency (three letters)"), max_length=3, blank=True, default="")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    source = models.CharField(_("source"), max_length=300, blank=True, default="")
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True, default="")
    age_group = models.CharField(_("age"), max_length=10, choices=AgeGroup.choices, blank=True, default="")

    objects = OnAParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(name="reportedfigure_says_what_it_counts", condition=~Q(label="")),
            models.CheckConstraint(
                name="reportedfigure_year_is_a_year", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
            models.CheckConstraint(
                name="reportedfigure_has_a_unit_or_a_currency",
                condition=Q(unit="") | Q(currency=""),
            ),
            models.UniqueConstraint(
                fields=["respondent", "obligation", "label", "unit", "currency", "year", "sex", "age_group"],
                condition=Q(withdrawn_at__isnull=True),
                name="reportedfigure_stands_once_a_year",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["respondent", "obligation"], name="figure_of_respondent")]

    def __str__(self) -> str:
        return f"{self.label} {self.year}: {self.value}"
