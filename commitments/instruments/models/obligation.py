"""What one numbered paragraph asks, of whom, and how it is followed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, OuterRef, Q, Subquery, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from commitments.history.tracking import tracked
from commitments.instruments.languages import fetched, in_language
from commitments.instruments.models.instrument import Instrument
from commitments.instruments.models.paragraph import Paragraph
from commitments.instruments.models.wording import Wording
from commitments.instruments.vocabulary import ASKED, AnswersAs, ObligationType, Reportable, TrackedBy


class ObligationQuerySet(models.QuerySet["Obligation"]):
    """Obligations; all are public."""

    def asked_of_states(self) -> "ObligationQuerySet":
        """Those that stand on a State's desk, the optional ones included."""
        return self.filter(reportable__in=ASKED)

    def recommendations(self) -> "ObligationQuerySet":
        """Those that no questionnaire asks and that actions can serve."""
        return self.filter(reportable=Reportable.SERVED)

    def counted(self) -> "ObligationQuerySet":
        """Those that enter completeness and shares."""
        return self.filter(reportable=Reportable.YES)

    def in_text_order(self) -> "ObligationQuerySet":
        """As their paragraphs stand in the text, instrument by instrument."""
        return self.order_by("instrument_id", "paragraph__position")

    def with_labels(self, language: str) -> "ObligationQuerySet":
        """With the labels in a language, or in the original where there are none, in the same query."""
        wordings = in_language(ObligationWording.objects.filter(obligation=OuterRef("pk")), language)
        return self.annotate(label_read=Subquery(wordings.values("label")[:1]))


@tracked
class Obligation(models.Model):
    """What a numbered paragraph asks, and of whom an answer is asked."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="obligations")
    paragraph = models.OneToOneField(Paragraph, models.PROTECT, related_name="obligation")
    reference = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField(_("number"))
    type = models.CharField(_("type"), max_length=20, choices=ObligationType.choices)
    reportable = models.CharField(max_length=10, choices=Reportable.choices, default=Reportable.NO)
    tracked_by = models.CharField(max_length=12, choices=TrackedBy.choices, default=TrackedBy.NONE)
    answers_as = ArrayField(models.CharField(max_length=12, choices=AnswersAs.choices), default=list, blank=True)
    same_answer_as = models.ManyToManyField(
        "self", through="SameAnswer", through_fields=("obligation", "other"), symmetrical=True
    )

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["instrument", "reference"], name="obligation_reference_is_unique_in_instrument"),
            CheckConstraint(condition=~Q(reference=""), name="obligation_has_a_reference"),
            CheckConstraint(condition=Q(number__gte=1), name="obligation_numbers_start_at_one"),
            CheckConstraint(condition=Q(type__in=ObligationType.values), name="obligation_type_is_known"),
            CheckConstraint(condition=Q(reportable__in=Reportable.values), name="obligation_reportable_is_known"),
            CheckConstraint(condition=Q(tracked_by__in=TrackedBy.values), name="obligation_tracked_by_is_known"),
            CheckConstraint(
                condition=Q(answers_as__contained_by=AnswersAs.values), name="obligation_answers_as_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def label(self) -> str:
        """The label fetched by with_labels."""
        return fetched(self, "label_read")


@tracked
class ObligationWording(Wording):
    """The label under which people know an obligation, its verbs and notes."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="wordings")
    label = models.CharField(max_length=200)
    verbs = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "language"], name="obligation_wording_one_per_language"),
            CheckConstraint(condition=~Q(label=""), name="obligation_wording_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


@tracked
class SameAnswer(models.Model):
    """One answer serves both obligations if the respondent agrees; kept in both directions."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="same_answers")
    other = models.ForeignKey(Obligation, models.CASCADE, related_name="same_answers_from")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["obligation", "other"], name="same_answer_one_per_pair"),
            CheckConstraint(condition=~Q(obligation=F("other")), name="same_answer_joins_two_obligations"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} = {self.other_id}"
