"""The footnotes of an instrument and the places in its words that point to them."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from commitments.history.tracking import tracked
from commitments.instruments.models.instrument import Instrument
from commitments.instruments.models.paragraph import ParagraphWording
from commitments.instruments.models.wording import Wording


@tracked
class Footnote(models.Model):
    """A note of an instrument, by its number."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="footnotes")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["instrument", "number"], name="footnote_number_is_unique_in_instrument"),
            CheckConstraint(condition=Q(number__gte=1), name="footnote_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)


@tracked
class FootnoteWording(Wording):
    """The words of a note."""

    footnote = models.ForeignKey(Footnote, models.CASCADE, related_name="wordings")
    text = models.TextField()
    tail = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["footnote", "language"], name="footnote_wording_one_per_language"),
            CheckConstraint(condition=~Q(text=""), name="footnote_wording_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@tracked
class FootnoteIndicator(models.Model):
    """A footnote's number in a paragraph: it stands before the character at `offset` of the cleaned text."""

    wording = models.ForeignKey(ParagraphWording, models.CASCADE, related_name="indicators")
    footnote = models.ForeignKey(Footnote, models.CASCADE, related_name="indicators")
    offset = models.PositiveIntegerField()
    doubt = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["wording", "offset"], name="footnote_indicator_one_per_place"),
            CheckConstraint(condition=Q(offset__gte=1), name="footnote_indicator_follows_a_character"),
        ]

    def __str__(self) -> str:
        return f"{self.footnote_id} at {self.offset}"
