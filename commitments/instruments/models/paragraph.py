"""One paragraph of an instrument: preambular, operative or of the annexed declaration."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from commitments.history.tracking import tracked
from commitments.instruments.languages import first_wording, prefetched
from commitments.instruments.models.instrument import Instrument
from commitments.instruments.models.wording import Wording
from commitments.instruments.parts import PREFIXES, Part

if TYPE_CHECKING:
    from commitments.instruments.models.obligation import Obligation

IS_NUMBERED = Q(part__in=[str(part) for part in PREFIXES])


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    """Paragraphs; all are public."""

    def in_text_order(self) -> "ParagraphQuerySet":
        """As they stand in the text, instrument by instrument."""
        return self.order_by("instrument_id", "position")

    def with_labels(self, language: str) -> "ParagraphQuerySet":
        """With the text in a language, or in the original where there is none."""
        return self.prefetch_related(prefetched(ParagraphWording.objects.all(), language))


@tracked
class Paragraph(models.Model):
    """A paragraph in its place; its reference is permanent."""

    obligation: "Obligation"

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="paragraphs")
    part = models.CharField(max_length=24, choices=Part.choices)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    number_is_printed = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=12, blank=True)

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(part__in=Part.values), name="paragraph_part_is_known"),
            CheckConstraint(
                condition=(IS_NUMBERED & Q(number__isnull=False, number__gte=1)) | (~IS_NUMBERED & Q(number=None)),
                name="paragraph_number_exactly_in_numbered_parts",
            ),
            CheckConstraint(
                condition=(Q(number=None) & Q(reference="")) | (Q(number__isnull=False) & ~Q(reference="")),
                name="paragraph_reference_empty_exactly_when_unnumbered",
            ),
            CheckConstraint(
                condition=Q(number_is_printed=False) | Q(number__isnull=False),
                name="paragraph_printed_number_exists",
            ),
            UniqueConstraint(
                fields=["instrument", "position"],
                name="paragraph_position_is_unique_in_instrument",
                deferrable=models.Deferrable.DEFERRED,
            ),
            UniqueConstraint(
                fields=["instrument", "reference"],
                condition=~Q(reference=""),
                name="paragraph_reference_is_unique_in_instrument",
            ),
            UniqueConstraint(
                fields=["instrument", "part", "number"],
                condition=Q(number__isnull=False),
                name="paragraph_number_is_unique_in_part",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.part} {self.position}"

    @property
    def wording(self) -> "ParagraphWording":
        """The words fetched by with_labels."""
        return first_wording(self)  # type: ignore[no-any-return]

    @property
    def text(self) -> str:
        return self.wording.text


@tracked
class ParagraphWording(Wording):
    """A paragraph's words without footnote indicators; lead and tail are what the source has around them."""

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="wordings")
    text = models.TextField()
    lead = models.CharField(max_length=40, blank=True)
    tail = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["paragraph", "language"], name="paragraph_wording_one_per_language"),
            CheckConstraint(condition=~Q(text=""), name="paragraph_wording_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@tracked
class Qualifier(models.Model):
    """Words with which the text itself limits what it asks ("as appropriate"), at their place in it."""

    wording = models.ForeignKey(ParagraphWording, models.CASCADE, related_name="qualifiers")
    offset = models.PositiveIntegerField()
    phrase = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["wording", "offset"], name="qualifier_one_per_place"),
            CheckConstraint(condition=~Q(phrase=""), name="qualifier_has_words"),
        ]

    def __str__(self) -> str:
        return self.phrase


@tracked
class Heading(models.Model):
    """A heading inside a text, standing above the paragraph it opens."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="headings")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="headings")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["instrument", "position"],
                name="heading_position_is_unique_in_instrument",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.position}"


@tracked
class HeadingWording(Wording):
    """The words of a heading, with its own number where it has one."""

    heading = models.ForeignKey(Heading, models.CASCADE, related_name="wordings")
    label = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["heading", "language"], name="heading_wording_one_per_language"),
            CheckConstraint(condition=~Q(text=""), name="heading_wording_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text
