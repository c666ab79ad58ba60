"""What they joined: treaties, the dated acts of their participants, and the paragraphs they stand beside."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.history.tracking import tracked
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent, RespondentKind
from commitments.treaties.status import BINDING_KINDS, ActKind


class TreatyGroup(models.TextChoices):
    """The subject under which a treaty is listed."""

    ORGANIZED_CRIME = "organized_crime", _("Organized crime")
    CORRUPTION = "corruption", _("Corruption")
    DRUGS = "drugs", _("Drug control")
    COUNTER_TERRORISM = "counter_terrorism", _("Terrorism")
    CULTURAL_PROPERTY = "cultural_property", _("Cultural property")
    ENVIRONMENT = "environment", _("Protected species and biological diversity")
    COUNTER_TERRORISM_LATER = "counter_terrorism_later", _("Terrorism: later instruments")
    CYBERCRIME_LATER = "cybercrime_later", _("Cybercrime: later instrument")


class Certainty(models.TextChoices):
    """How sure a date or number of a treaty is."""

    VERIFIED = "verified", _("read in an official document")
    SECONDARY = "secondary", _("read in a secondary source")
    INFERRED = "inferred", _("inferred, not confirmed")
    RECALLED = "recalled", _("recalled, not confirmed")
    UNKNOWN = "unknown", _("not known")


class TreatyQuerySet(models.QuerySet["Treaty"]):
    """Treaties; public reference data, the same for every reader."""

    def in_order(self) -> TreatyQuerySet:
        """In the order of the file they came from."""
        return self.order_by("position")

    def by_subject(self) -> list[Treaty]:
        """Those of one subject together, subjects and treaties in the order of the file."""
        return subjects_together(list(self.in_order()))

    def with_a_list(self) -> TreatyQuerySet:
        """Those whose depositary's list is held: only of these may parties be counted."""
        return self.filter(list_as_of__isnull=False)


def subjects_together(in_order: list[Treaty]) -> list[Treaty]:
    """Treaties that stand in the order of the file, with those of one subject together."""
    subjects = list(dict.fromkeys(treaty.group for treaty in in_order))
    return sorted(in_order, key=lambda treaty: subjects.index(treaty.group))


@tracked
class Treaty(models.Model):
    """A treaty the text names or means, with its dates, their certainty and the list of acts held."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=40, choices=TreatyGroup.choices)
    formal_title = models.TextField()
    short_name = models.CharField(max_length=200)
    adopted_on = models.DateField()
    place = models.CharField(max_length=100, blank=True)
    adopting_instrument = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    signature_closed_on = models.DateField(null=True, blank=True)
    entry_into_force_on = models.DateField(null=True, blank=True)
    unts_volume = models.CharField(max_length=20, blank=True)
    unts_number = models.CharField(max_length=20, blank=True)
    depositary = models.CharField(max_length=300, blank=True)
    named_in_text = models.CharField(max_length=100, blank=True)
    paragraphs = models.CharField(max_length=100, blank=True)
    footnote = models.CharField(max_length=20, blank=True)
    adopted_certainty = models.CharField(max_length=20, choices=Certainty.choices)
    entry_into_force_certainty = models.CharField(max_length=20, choices=Certainty.choices)
    unts_certainty = models.CharField(max_length=20, choices=Certainty.choices)
    signature_closed_certainty = models.CharField(max_length=20, choices=Certainty.choices, blank=True)
    notes = models.TextField(blank=True)
    list_as_of = models.DateField(null=True, blank=True)
    list_source = models.TextField(blank=True)

    objects = TreatyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="treaty_position_is_held_once",
                fields=["position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="treaty_group_is_known", condition=Q(group__in=TreatyGroup.values)),
            models.CheckConstraint(
                name="treaty_list_has_date_and_source",
                condition=Q(list_as_of__isnull=True, list_source="")
                | (Q(list_as_of__isnull=False) & ~Q(list_source="")),
            ),
            models.CheckConstraint(
                name="treaty_enters_into_force_after_its_adoption",
                condition=Q(entry_into_force_on__isnull=True) | Q(entry_into_force_on__gte=models.F("adopted_on")),
            ),
            models.CheckConstraint(
                name="treaty_signature_closes_after_it_opens",
                condition=Q(opened_on__isnull=True)
                | Q(signature_closed_on__isnull=True)
                | Q(signature_closed_on__gte=models.F("opened_on")),
            ),
            models.CheckConstraint(name="treaty_has_a_title", condition=~Q(formal_title="")),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def has_list(self) -> bool:
        """Whether a list of acts is held, so that anything may be said about participants."""
        return self.list_as_of is not None

    @property
    def source_words(self) -> str:
        """The source of the list in words: where it points to its own date by column, that date."""
        if self.list_as_of is None:
            return ""
        return self.list_source.replace("list_as_of", self.list_as_of.isoformat())

    def signature_is_closed_on(self, day: date) -> bool:
        """Whether accession is what is open on `day` to those who have not signed."""
        return self.signature_closed_on is not None and self.signature_closed_on < day


class TreatyActQuerySet(models.QuerySet["TreatyAct"]):
    """Acts; public reference data."""

    def binding(self) -> TreatyActQuerySet:
        """Acts that make a participant a party."""
        return self.filter(kind__in=BINDING_KINDS)

    def by(self, day: date) -> TreatyActQuerySet:
        """Acts done by the end of `day`."""
        return self.filter(acted_on__lte=day)

    def of_member_states(self) -> TreatyActQuerySet:
        """Acts of today's Member States, those before their admission included."""
        return self.filter(respondent__kind=RespondentKind.MEMBER_STATE)

    def of_other_participants(self) -> TreatyActQuerySet:
        """Acts of participants that are not Member States."""
        return self.exclude(respondent__kind=RespondentKind.MEMBER_STATE)

    def in_order(self) -> TreatyActQuerySet:
        """By date, then participant."""
        return self.order_by("acted_on", "participant", "kind")


NOT_BEFORE_ADOPTION = pgtrigger.Trigger(
    name="not_before_adoption",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("adoption", "date")],
    func="""
        SELECT adopted_on INTO adoption FROM commitments_treaty WHERE id = NEW.treaty_id;
        IF NEW.acted_on < adoption THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'treatyact_is_not_before_adoption',
                MESSAGE = 'a treaty act cannot come before the adoption of its treaty';
        END IF;
        RETURN NEW;
    """,
)


@tracked
class TreatyAct(models.Model):
    """One act of one participant on one date, as the depositary's list shows it."""

    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="acts", db_index=False)
    respondent = models.ForeignKey(
        Respondent, null=True, blank=True, on_delete=models.PROTECT, related_name="treaty_acts", db_index=False
    )
    participant = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=ActKind.choices)
    acted_on = models.DateField()

    objects = TreatyActQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="treatyact_of_a_respondent_is_held_once",
                fields=["treaty", "respondent", "kind", "acted_on"],
                condition=Q(respondent__isnull=False),
            ),
            models.UniqueConstraint(
                name="treatyact_of_a_participant_is_held_once",
                fields=["treaty", "participant", "kind", "acted_on"],
            ),
            models.CheckConstraint(name="treatyact_kind_is_known", condition=Q(kind__in=ActKind.values)),
            models.CheckConstraint(name="treatyact_names_its_participant", condition=~Q(participant="")),
        ]
        indexes: ClassVar = [
            models.Index(name="treatyact_by_treaty_and_date", fields=["treaty", "acted_on"]),
            models.Index(name="treatyact_by_respondent", fields=["respondent", "treaty"]),
        ]
        triggers: ClassVar = [NOT_BEFORE_ADOPTION]

    def __str__(self) -> str:
        return f"{self.participant}: {self.kind}, {self.acted_on.isoformat()}"


class LinkOrigin(models.TextChoices):
    """Why a treaty stands beside a paragraph."""

    TEXT = "text", _("named or meant by the paragraph")
    EDITOR = "editor", _("added by the editor")


@tracked
class ObligationTreaty(models.Model):
    """A treaty whose facts stand beside the answer on one obligation, with the reason."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="obligation_treaties")
    treaty = models.ForeignKey(Treaty, on_delete=models.PROTECT, related_name="obligation_treaties")
    origin = models.CharField(max_length=10, choices=LinkOrigin.choices)
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="obligationtreaty_is_linked_once", fields=["obligation", "treaty"]),
            models.CheckConstraint(name="obligationtreaty_origin_is_known", condition=Q(origin__in=LinkOrigin.values)),
            models.CheckConstraint(name="obligationtreaty_gives_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.treaty_id}"
