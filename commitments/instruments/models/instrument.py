"""An adopted text: a resolution, or a declaration annexed to it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from commitments.history.tracking import tracked
from commitments.instruments.languages import first_wording, prefetched
from commitments.instruments.models.wording import Wording
from commitments.instruments.vocabulary import SourceKind


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    """Instruments; all are public."""

    def founding(self) -> "InstrumentQuerySet":
        """The instrument that addresses without an instrument mean; none before the first is loaded."""
        return self.filter(is_founding=True)

    def in_order(self) -> "InstrumentQuerySet":
        """The founding instrument first, the others by date of adoption."""
        return self.order_by("-is_founding", "adopted_on", "symbol")

    def with_labels(self, language: str) -> "InstrumentQuerySet":
        """With the titles in a language, or in the original where there are none."""
        return self.prefetch_related(prefetched(InstrumentWording.objects.all(), language))


@tracked
class Instrument(models.Model):
    """A text as its header and footer describe it."""

    symbol = models.CharField(_("symbol"), max_length=60)
    slug = models.SlugField(max_length=60)
    is_founding = models.BooleanField(default=False)
    body = models.CharField(_("adopted by"), max_length=120)
    session = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    adopted_on = models.DateField(_("date of adoption"), null=True, blank=True)
    plenary_meeting = models.PositiveSmallIntegerField(_("plenary meeting"), null=True, blank=True)
    committee = models.CharField(_("committee"), max_length=120, blank=True)
    committee_report = models.CharField(_("committee report"), max_length=200, blank=True)
    agenda_item = models.CharField(_("agenda item"), max_length=60, blank=True)
    distribution = models.CharField(_("distribution"), max_length=40, blank=True)
    distributed_on = models.DateField(_("date of distribution"), null=True, blank=True)
    job_number = models.CharField(_("job number"), max_length=40, blank=True)
    ods_job_number = models.CharField(_("job number in the document system"), max_length=40, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["symbol"], name="instrument_symbol_is_unique"),
            UniqueConstraint(fields=["slug"], name="instrument_slug_is_unique"),
            UniqueConstraint(
                fields=["is_founding"], condition=Q(is_founding=True), name="instrument_only_one_is_founding"
            ),
            CheckConstraint(condition=~Q(symbol="") & ~Q(slug=""), name="instrument_has_a_symbol_and_a_slug"),
            CheckConstraint(condition=Q(revision__gte=1), name="instrument_revisions_start_at_one"),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def wording(self) -> "InstrumentWording":
        """The words fetched by with_labels."""
        return first_wording(self)  # type: ignore[no-any-return]

    @property
    def title(self) -> str:
        return self.wording.title

    @property
    def declaration_title(self) -> str:
        return self.wording.declaration_title


@tracked
class InstrumentWording(Wording):
    """Its titles, and the sentences that frame its paragraphs."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="wordings")
    title = models.TextField()
    agenda_item_title = models.TextField(blank=True)
    declaration_title = models.TextField(blank=True)
    declaration_venue = models.CharField(max_length=200, blank=True)
    opening = models.TextField(blank=True)
    declaration_opening = models.TextField(blank=True)
    declaration_enacting = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["instrument", "language"], name="instrument_wording_one_per_language"),
            CheckConstraint(condition=~Q(title=""), name="instrument_wording_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class InstrumentSource(models.Model):
    """A file an instrument was read from, word for word as it came; one per revision, kind and language."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    language = models.CharField(max_length=12)
    revision = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    loaded_by_name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["instrument", "kind", "language", "revision"],
                name="instrument_source_one_per_revision",
            ),
            CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="instrument_source_sha256_is_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.sha256[:12]})"
