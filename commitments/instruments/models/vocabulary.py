"""The controlled lists shared by all instruments: themes, and bodies a text may address or name."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, OuterRef, Q, Subquery, UniqueConstraint

from commitments.history.tracking import tracked
from commitments.instruments.languages import fetched, in_language
from commitments.instruments.models.wording import Wording


class Entry(models.Model):
    """An entry of a controlled list: a code that stays, a place, and its label in the language that was fetched."""

    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            UniqueConstraint(fields=["code"], name="%(class)s_code_is_unique"),
            CheckConstraint(condition=~Q(code=""), name="%(class)s_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        return fetched(self, "label_read")


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Themes."""

    def in_order(self) -> "ThemeQuerySet":
        """In the order of the list."""
        return self.order_by("position", "code")

    def with_labels(self, language: str) -> "ThemeQuerySet":
        """With the labels in a language, or in the original where there are none, in the same query."""
        wordings = in_language(ThemeWording.objects.filter(theme=OuterRef("pk")), language)
        return self.annotate(label_read=Subquery(wordings.values("label")[:1]))


@tracked
class Theme(Entry):
    """A subject under which obligations are gathered."""

    objects = ThemeQuerySet.as_manager()


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
        """With the labels in a language, or in the original where there are none, in the same query."""
        wordings = in_language(AddresseeWording.objects.filter(addressee=OuterRef("pk")), language)
        return self.annotate(label_read=Subquery(wordings.values("label")[:1]))


@tracked
class Addressee(Entry):
    """A body or group that a text may address or name."""

    objects = AddresseeQuerySet.as_manager()


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
