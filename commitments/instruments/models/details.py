"""What stands beside an obligation: themes, bodies, references, deadlines, suggested indicators."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from commitments.history.tracking import tracked
from commitments.instruments.languages import first_wording
from commitments.instruments.models.obligation import Obligation
from commitments.instruments.models.reference import InstrumentReference
from commitments.instruments.models.vocabulary import Addressee, Theme
from commitments.instruments.models.wording import Wording
from commitments.instruments.vocabulary import AddresseeRole


@tracked
class ObligationTheme(models.Model):
    """An obligation belongs to a theme."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="obligation_themes")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "theme"], name="obligation_theme_once_per_obligation"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.theme_id}"


@tracked
class ObligationAddressee(models.Model):
    """A body in the role that the paragraph gives it."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="addressees")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="obligation_roles")
    role = models.CharField(max_length=12, choices=AddresseeRole.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "addressee", "role"], name="obligation_addressee_once_per_role"),
            CheckConstraint(condition=Q(role__in=AddresseeRole.values), name="obligation_addressee_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.addressee_id} {self.role}"


@tracked
class ObligationReference(models.Model):
    """An obligation rests on another text."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="references")
    reference = models.ForeignKey(InstrumentReference, models.PROTECT, related_name="obligation_references")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "reference"], name="obligation_reference_once_per_obligation"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.reference_id}"


@tracked
class ObligationDeadline(models.Model):
    """A time limit as the text names it; the words say which, for many name a session and not a date."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="deadlines")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "position"], name="obligation_deadline_position_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.position}"

    @property
    def text(self) -> str:
        return str(first_wording(self).text)


@tracked
class ObligationDeadlineWording(Wording):
    """A time limit in words."""

    deadline = models.ForeignKey(ObligationDeadline, models.CASCADE, related_name="wordings")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["deadline", "language"], name="obligation_deadline_wording_one_per_language"),
            CheckConstraint(condition=~Q(text=""), name="obligation_deadline_wording_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class SuggestedIndicator(models.Model):
    """Something a respondent could give to show how far an obligation is carried out."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "position"], name="suggested_indicator_position_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.position}"

    @property
    def text(self) -> str:
        return str(first_wording(self).text)


@tracked
class SuggestedIndicatorWording(Wording):
    """A suggested indicator in words."""

    indicator = models.ForeignKey(SuggestedIndicator, models.CASCADE, related_name="wordings")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["indicator", "language"], name="suggested_indicator_wording_one_per_language"),
            CheckConstraint(condition=~Q(text=""), name="suggested_indicator_wording_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text
