"""Who is asked: respondents of each kind, their names by language and date, their regional groups."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from commitments.history.tracking import tracked
from commitments.respondents.groups import GROUP_NAMES


class RespondentKind(models.TextChoices):
    """What a respondent is; only Member States are counted."""

    MEMBER_STATE = "member_state", _("Member State")
    OBSERVER_STATE = "observer_state", _("Non-member observer State")
    INTERGOVERNMENTAL_ORGANIZATION = "intergovernmental_organization", _("Intergovernmental organization")
    SECRETARIAT = "secretariat", _("Secretariat")
    INSTITUTE = "institute", _("Institute of the programme network")


OF_THE_UNITED_NATIONS = (RespondentKind.SECRETARIAT, RespondentKind.INSTITUTE)
"""Who records its own activities against any paragraph, apart from States' answers."""


class RegionalGroupQuerySet(models.QuerySet["RegionalGroup"]):
    """The regional groups of Member States."""

    def in_order(self) -> RegionalGroupQuerySet:
        """In the English alphabetical order the United Nations uses."""
        return self.order_by("position")

    def with_members_on(self, day: date) -> models.QuerySet[Any]:
        """In order, with `members`: how many of its Member States had been admitted by the end of `day`."""
        return self.in_order().annotate(members=Count("respondents", filter=Q(respondents__admitted_on__lte=day)))


@tracked
class RegionalGroup(models.Model):
    """One of the groups into which Member States are divided for elections and for counting."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)

    objects = RegionalGroupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> StrOrPromise:
        """The group's name in the reader's language, or as stored where no translation is kept."""
        return GROUP_NAMES.get(self.code, self.name)


class RespondentQuerySet(models.QuerySet["Respondent"]):
    """Respondents; public reference data, so nothing here depends on the reader."""

    def member_states(self) -> RespondentQuerySet:
        """Only these enter shares and lists of States."""
        return self.filter(kind=RespondentKind.MEMBER_STATE)

    def others(self) -> RespondentQuerySet:
        """Observer States, organizations and the secretariat."""
        return self.exclude(kind=RespondentKind.MEMBER_STATE)

    def members_on(self, day: date) -> RespondentQuerySet:
        """The Member States that had been admitted by the end of `day`."""
        return self.member_states().filter(admitted_on__lte=day)

    def in_order(self) -> RespondentQuerySet:
        """Member States in their English alphabetical order, then the other respondents."""
        return self.order_by("position")

    def with_names(self) -> RespondentQuerySet:
        """With the names in each language and those of earlier dates, for `name_in` and `name_on`."""
        return self.prefetch_related("names", "former_names")


@tracked
class Respondent(models.Model):
    """Who reports: a Member State, an observer State, an organization or the secretariat."""

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=32, choices=RespondentKind.choices)
    short_name = models.CharField(max_length=200)
    formal_name = models.CharField(max_length=300)
    name_in_text = models.CharField(max_length=200)
    regional_group = models.ForeignKey(
        RegionalGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="respondents"
    )
    admitted_on = models.DateField(null=True, blank=True)
    iso2 = models.CharField(max_length=2, blank=True)
    m49 = models.CharField(max_length=3, blank=True)
    position = models.PositiveSmallIntegerField()
    predecessor_name = models.CharField(max_length=200, blank=True)
    succeeded_on = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=40)
    notes = models.TextField(blank=True)
    source = models.TextField(blank=True)

    objects = RespondentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="respondent_position_is_held_once",
                fields=["position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="respondent_kind_is_known", condition=Q(kind__in=RespondentKind.values)),
            models.CheckConstraint(
                name="respondent_code_is_capitals_and_digits",
                condition=Q(code__regex=r"^[A-Z][A-Z0-9-]*$"),
            ),
            models.CheckConstraint(
                name="respondent_only_a_member_state_has_group_and_admission",
                condition=Q(
                    kind=RespondentKind.MEMBER_STATE,
                    regional_group__isnull=False,
                    admitted_on__isnull=False,
                )
                | (~Q(kind=RespondentKind.MEMBER_STATE) & Q(regional_group__isnull=True, admitted_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="respondent_predecessor_has_name_and_date",
                condition=Q(predecessor_name="", succeeded_on__isnull=True)
                | (~Q(predecessor_name="") & Q(succeeded_on__isnull=False)),
            ),
            models.CheckConstraint(name="respondent_has_a_short_name", condition=~Q(short_name="")),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_member_state(self) -> bool:
        """Whether this respondent enters shares and lists of States."""
        return self.kind == RespondentKind.MEMBER_STATE

    @property
    def is_certain(self) -> bool:
        """Whether nothing about this row waits for a person's check."""
        return self.certainty == "high"

    def was_member_on(self, day: date) -> bool:
        """Whether it had been admitted to the United Nations by the end of `day`."""
        return self.admitted_on is not None and self.admitted_on <= day

    def bearer_on(self, day: date) -> str:
        """Whose an act of `day` is that a list shows under this name: the predecessor's before the succession."""
        if self.succeeded_on is not None and day < self.succeeded_on:
            return self.predecessor_name
        return self.short_name

    def name_in(self, language: str) -> str:
        """The short name in `language`, else the English one. Reads names fetched by `with_names`."""
        for name in self.names.all():
            if name.language == language:
                return name.short_name
        return self.short_name

    def name_on(self, day: date) -> str:
        """The short name it is known to have borne on `day`, else today's. Reads `with_names`."""
        for former in self.former_names.all():
            if former.held_on == day:
                return former.name
        return self.short_name


@tracked
class RespondentName(models.Model):
    """A respondent's names in one language; unverified until a person has compared them with the list."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="names")
    language = models.CharField(max_length=10)
    short_name = models.CharField(max_length=200)
    formal_name = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)
    source = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="respondentname_one_per_language", fields=["respondent", "language"]),
            models.CheckConstraint(name="respondentname_is_not_empty", condition=~Q(short_name="")),
        ]

    def __str__(self) -> str:
        return f"{self.short_name} ({self.language})"


@tracked
class FormerName(models.Model):
    """A name that a respondent is known to have borne on one day, where today's differs."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    held_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="formername_one_per_respondent_and_date", fields=["respondent", "held_on"]),
            models.CheckConstraint(name="formername_is_not_empty", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
