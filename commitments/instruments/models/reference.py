"""The texts that an instrument's paragraphs rest on: treaties, guidelines, resolutions."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from commitments.history.tracking import tracked
from commitments.instruments.languages import first_wording, prefetched
from commitments.instruments.models.footnote import Footnote
from commitments.instruments.models.instrument import Instrument
from commitments.instruments.models.wording import Wording


class InstrumentReferenceQuerySet(models.QuerySet["InstrumentReference"]):
    """Texts that an instrument rests on."""

    def with_labels(self, language: str) -> "InstrumentReferenceQuerySet":
        """With the titles in a language, or in the original where there are none."""
        return self.prefetch_related(prefetched(InstrumentReferenceWording.objects.all(), language))


@tracked
class InstrumentReference(models.Model):
    """A text that paragraphs of an instrument rest on, by a key of the analysis."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="references")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    adopted_on = models.DateField(null=True, blank=True)
    adopted_certainty = models.CharField(max_length=40, blank=True)
    footnote = models.ForeignKey(Footnote, models.PROTECT, null=True, blank=True, related_name="references")

    objects = InstrumentReferenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["instrument", "key"], name="instrument_reference_key_is_unique"),
            CheckConstraint(condition=~Q(key=""), name="instrument_reference_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def wording(self) -> "InstrumentReferenceWording":
        """The words fetched by with_labels."""
        return first_wording(self)  # type: ignore[no-any-return]

    @property
    def title(self) -> str:
        return self.wording.title


@tracked
class InstrumentReferenceWording(Wording):
    """Its title, where it is found, and a note on it."""

    reference = models.ForeignKey(InstrumentReference, models.PROTECT, related_name="wordings")
    title = models.TextField()
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["reference", "language"], name="instrument_reference_wording_one_per_language"),
            CheckConstraint(condition=~Q(title=""), name="instrument_reference_wording_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title
