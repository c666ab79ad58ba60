"""A reporting cycle: the call for information, its deadlines, and the list of those asked."""

from datetime import date, datetime, time
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commitments.history.tracking import tracked


class CycleQuerySet(models.QuerySet[Any]):
    """Cycles; they are public: what is asked, of whom and until when is no secret."""

    def open(self) -> Self:
        """Those that still take replies as a matter of course, the newest first."""
        return self.filter(closed_at__isnull=True).order_by("-opened_at", "-pk")

    def newest_first(self) -> Self:
        """All, the newest first."""
        return self.order_by("-opened_at", "-pk")


@tracked
class ReportingCycle(models.Model):
    """A call for information on one instrument or several, to a list of respondents fixed at opening."""

    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    body = models.CharField(_("body served"), max_length=200, blank=True, default="")
    session_served = models.CharField(_("session served"), max_length=200, blank=True, default="")
    period_from = models.DateField(_("period covered, from"), null=True, blank=True)
    period_until = models.DateField(_("period covered, until"), null=True, blank=True)
    note_verbale = models.CharField(_("note verbale"), max_length=200, blank=True, default="")
    opened_at = models.DateTimeField(_("opened"))
    soft_deadline_on = models.DateField(_("replies are kindly requested by"))
    hard_deadline_on = models.DateField(_("replies after this date are marked late"))
    report_cut_off_on = models.DateField(_("the report takes what was received by"), null=True, blank=True)
    time_zone = models.CharField(_("time zone of the deadlines"), max_length=60, default="Europe/Vienna")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)
    instruments = models.ManyToManyField("commitments.Instrument", through="CycleInstrument", related_name="cycles")
    asked = models.ManyToManyField("commitments.Respondent", through="AskedRespondent", related_name="cycles")

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting cycle")
        verbose_name_plural = _("reporting cycles")
        constraints: ClassVar = [
            models.CheckConstraint(name="cycle_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="cycle_soft_deadline_is_not_after_the_hard_one",
                condition=Q(soft_deadline_on__lte=F("hard_deadline_on")),
            ),
            models.CheckConstraint(
                name="cycle_report_is_cut_off_after_replies_are_requested",
                condition=Q(report_cut_off_on__isnull=True) | Q(report_cut_off_on__gte=F("soft_deadline_on")),
            ),
            models.CheckConstraint(
                name="cycle_period_begins_before_it_ends",
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_from__lte=F("period_until")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether the cycle is still running; a late reply is accepted either way."""
        return self.closed_at is None

    @property
    def deadline_at(self) -> datetime:
        """The instant after which a reply is late: the end of the day in the cycle's own zone."""
        return self.end_of(self.hard_deadline_on)

    def end_of(self, day: date) -> datetime:
        """The last instant of the day in the cycle's own zone, also where its last hour comes twice."""
        return datetime.combine(day, time.max, tzinfo=ZoneInfo(self.time_zone)).replace(fold=1)


@tracked
class CycleInstrument(models.Model):
    """A cycle asks about an instrument."""

    cycle = models.ForeignKey(ReportingCycle, on_delete=models.CASCADE, related_name="instrument_links")
    instrument = models.ForeignKey("commitments.Instrument", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "instrument"], name="cycle_serves_an_instrument_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} asks about {self.instrument_id}"


@tracked
class AskedRespondent(models.Model):
    """A respondent was asked in a cycle: the denominator of every reply rate."""

    cycle = models.ForeignKey(ReportingCycle, on_delete=models.CASCADE, related_name="asked_links", db_index=False)
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="asked_links")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "respondent"], name="respondent_is_asked_once_in_a_cycle"),
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} asked in {self.cycle_id}"
