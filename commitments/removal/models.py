"""A removal: asked by one person, confirmed or declined by another of the other side; it never goes."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.visibility import own_or_nobody
from commitments.history.bases import PublicRecord
from commitments.history.tracking import tracked
from commitments.removal.places import PLACES, Kind


class Side(models.TextChoices):
    """For whom somebody asks or decides."""

    STATE = "state", _("the State")
    SECRETARIAT = "secretariat", _("the secretariat")


class Ground(models.TextChoices):
    """Why the law lets content go, or demands it."""

    PROTECTION = "protection", _("A victim, witness or detainee must be protected")
    CONSENT = "consent", _("The person concerned did not consent, or no longer does")
    ORDER = "order", _("A court or an authority ordered it")
    DUTY = "duty", _("Another legal duty")


class RemovalQuerySet(models.QuerySet[Any]):
    """Removals as the actor may see them; none holds any of what was removed."""

    def visible_to(self, actor: Actor) -> Self:
        """Own State: its own. Secretariat and administrators: all. Nobody else."""
        if actor.may(Permission.REMOVALS_READ) and (actor.is_secretariat or actor.is_auditor):
            return self.all()
        return self.filter(own_or_nobody(actor))

    def waiting(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(outcome="")


@tracked
class Removal(PublicRecord):
    """That content of a record is to go, why, and what came of it; of the content itself nothing stands here."""

    class Outcome(models.TextChoices):
        """What the second person said."""

        CONFIRMED = "confirmed", _("Removed")
        DECLINED = "declined", _("Declined")

    respondent = models.ForeignKey(
        "commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    kind = models.CharField(_("kind of record"), max_length=12, choices=Kind.choices)
    record_id = models.BigIntegerField()
    record_public_id = models.UUIDField(editable=False)
    stands_in = models.CharField(_("where it stands"), max_length=200, blank=True, default="")
    fields = ArrayField(models.CharField(max_length=30), verbose_name=_("what is to be removed"))
    ground = models.CharField(_("legal ground"), max_length=20, choices=Ground.choices)
    reason = models.CharField(_("reason"), max_length=200)
    # The account of a demonstration can be cleared away, and a restore may bring back a day before there was one.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    asked_for = models.CharField(max_length=12, choices=Side.choices)
    asked_at = models.DateTimeField()
    request_id = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True)
    decided_reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    records = ArrayField(models.UUIDField(), default=list, editable=False)
    files = ArrayField(models.CharField(max_length=64), default=list, editable=False)
    finished_at = models.DateTimeField(null=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        indexes: ClassVar = [models.Index(fields=["respondent", "-asked_at"], name="removal_of_respondent")]
        constraints: ClassVar = [
            models.CheckConstraint(name="removal_is_of_two_persons", condition=~Q(asked_by=F("decided_by"))),
            models.CheckConstraint(
                name="removal_decided_says_who_and_when",
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(outcome__in=["confirmed", "declined"], decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(name="removal_gives_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="removal_declined_gives_a_reason", condition=~Q(outcome="declined") | ~Q(decided_reason="")
            ),
            models.CheckConstraint(name="removal_names_fields", condition=Q(fields__len__gt=0)),
            models.UniqueConstraint(
                fields=["kind", "record_id"], condition=Q(outcome=""), name="removal_waits_once_for_a_record"
            ),
            models.UniqueConstraint(fields=["asked_by", "request_id"], name="removal_is_asked_once_per_request"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_public_id}"

    def get_absolute_url(self) -> str:
        """The page of the request."""
        return reverse("removal:removal", kwargs={"public_id": self.public_id})

    @property
    def decider(self) -> Side:
        """Whose word is still needed: the other side's."""
        return Side.STATE if self.asked_for == Side.SECRETARIAT else Side.SECRETARIAT

    @property
    def decider_words(self) -> str:
        """The same, in words."""
        return str(self.decider.label)

    @property
    def field_words(self) -> str:
        """What is to be removed, in words."""
        return ", ".join(PLACES[self.kind].label(name) for name in self.fields)
