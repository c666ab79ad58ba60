"""The clauses of an obligation: one per main verb, with the exact words that carry it."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from commitments.history.tracking import tracked
from commitments.instruments.languages import first_wording, prefetched
from commitments.instruments.models.obligation import Obligation
from commitments.instruments.models.vocabulary import Addressee
from commitments.instruments.models.wording import Wording
from commitments.instruments.vocabulary import AddresseeRole, ObligationType


class ComponentQuerySet(models.QuerySet["Component"]):
    """Clauses."""

    def with_labels(self, language: str) -> "ComponentQuerySet":
        """With verb and quote in a language, or in the original where there are none."""
        return self.prefetch_related(prefetched(ComponentWording.objects.all(), language))


@tracked
class Component(models.Model):
    """One clause of an obligation, in its place."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="components")
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=20, choices=ObligationType.choices)

    objects = ComponentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "position"], name="component_position_is_unique_in_obligation"),
            CheckConstraint(condition=Q(type__in=ObligationType.values), name="component_type_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.position}"

    @property
    def wording(self) -> "ComponentWording":
        """The words fetched by with_labels."""
        return first_wording(self)  # type: ignore[no-any-return]


@tracked
class ComponentWording(Wording):
    """The verb and the exact words of the paragraph in that language, at their offset in its cleaned text."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="wordings")
    verb = models.CharField(max_length=80)
    quote = models.TextField()
    offset = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["component", "language"], name="component_wording_one_per_language"),
            CheckConstraint(condition=~Q(verb="") & ~Q(quote=""), name="component_wording_has_verb_and_quote"),
        ]

    def __str__(self) -> str:
        return self.verb


@tracked
class ComponentAddressee(models.Model):
    """A body that a clause asks, or concerns."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="addressees")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="component_roles")
    role = models.CharField(max_length=12, choices=AddresseeRole.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["component", "addressee", "role"], name="component_addressee_once_per_role"),
            CheckConstraint(
                condition=Q(role__in=[AddresseeRole.ADDRESSEE, AddresseeRole.CONCERNED]),
                name="component_addressee_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.addressee_id} {self.role}"
