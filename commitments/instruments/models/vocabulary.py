"""The controlled lists shared by all instruments: themes, and bodies a text may address or name."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from commitments.history.tracking import tracked
from commitments.instruments.languages import first_wording, prefetched
from commitments.instruments.models.wording import Wording


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Themes."""

    def in_order(self) -> "ThemeQuerySet":
        """In the order of the list."""
        return self.order_by("position", "code")

    def with_labels(self, language: str) -> "ThemeQuerySet":
        """With the labels in a language, or in the original where there are none."""
        return self.prefetch_related(prefetched(ThemeWording.objects.all(), language))


@tracked
class Theme(models.Model):
    """A subject under which obligations are gathered."""

    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["code"], name="theme_code_is_unique"),
            CheckConstraint(condition=~Q(code=""), name="theme_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        return str(first_wording(self).label)


@tracked
class ThemeWording(Wording):
    """The name of a theme."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="wordings")
    label = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["theme", "language"], name="theme_wording_one_per_language"),
            CheckConstraint(condition=~Q(label=""), name="theme_wording_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    """Bodies."""

    def with_labels(self, language: str) -> "AddresseeQuerySet":
        """With the labels in a language, or in the original where there are none."""
        return self.prefetch_related(prefetched(AddresseeWording.objects.all(), language))


@tracked
class Addressee(models.Model):
    """A body or group that a text may address or name."""

    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["code"], name="addressee_code_is_unique"),
            CheckConstraint(condition=~Q(code=""), name="addressee_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        return str(first_wording(self).label)


@tracked
class AddresseeWording(Wording):
    """The name of a body."""

    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="wordings")
    label = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["addressee", "language"], name="addressee_wording_one_per_language"),
            CheckConstraint(condition=~Q(label=""), name="addressee_wording_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label
