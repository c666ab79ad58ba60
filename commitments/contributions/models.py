"""A paragraph given to a contributor, with an account or by a link; how often the link was opened, what came back."""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.visibility import NONE, OwnedQuerySet, own_or_nobody
from commitments.history.bases import PublicRecord
from commitments.history.tracking import tracked, tracked_without


class AssignmentQuerySet(models.QuerySet[Any]):
    """Paragraphs given, as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """All of the State for whoever sees its whole work; a contributor those given to him."""
        mine = Q(designation__user=actor.user_id) if actor.user_id else NONE
        return self.filter(own_or_nobody(actor) | mine)

    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(taken_back_at__isnull=True)


@tracked_without("email")
class Assignment(PublicRecord):
    """One obligation of a cycle given to a ministry: to a designated person, or to somebody who gets a link by mail.

    Of a link: `site` is where it was made, `expires_at` its end, `mailed_at` when the mail went out. Its address
    goes a year after that end, and stands in no history.
    """

    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    cycle = models.ForeignKey("commitments.ReportingCycle", on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="+")
    designation = models.ForeignKey(
        "commitments.Designation", null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    ministry = models.CharField(_("ministry"), max_length=300)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    language = models.CharField(_("language"), max_length=10, default="en")
    due_on = models.DateField(_("due"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, default="")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    site = models.CharField(max_length=200, blank=True, default="")
    expires_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes: ClassVar = [
            models.Index(fields=["respondent", "cycle"], name="assignment_of_reply"),
            models.Index(
                fields=["given_at"], name="assignment_to_be_mailed",
                condition=Q(mailed_at__isnull=True, designation__isnull=True),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["designation", "cycle", "obligation"], condition=Q(taken_back_at__isnull=True),
                name="assignment_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["respondent", "cycle", "obligation", "email"],
                condition=Q(taken_back_at__isnull=True) & ~Q(email=""), name="assignment_is_mailed_once",
            ),
            models.CheckConstraint(
                name="assignment_names_ministry_and_person", condition=~Q(ministry="") & ~Q(name="")
            ),
            models.CheckConstraint(
                name="assignment_is_to_a_person_or_by_a_link",
                condition=Q(designation__isnull=False, email="", expires_at__isnull=True, mailed_at__isnull=True)
                | Q(designation__isnull=True, expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_taken_back_says_who_and_when",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.ministry}"

    @property
    def is_by_link(self) -> bool:
        """Whether whoever has it has no account."""
        return self.designation_id is None

    @property
    def is_taken_back(self) -> bool:
        """Whether the focal point took it back."""
        return self.taken_back_at is not None

    def is_over(self, now: datetime) -> bool:
        """Whether the time of the link is over."""
        return self.expires_at is not None and now >= self.expires_at

    def is_past_due(self, today: date) -> bool:
        """Whether the day it was asked for is past."""
        return self.due_on is not None and self.due_on < today


@tracked
class LinkOpening(models.Model):
    """A link was opened; who did it is not known, only that he had the link."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="openings")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of a link")
        verbose_name_plural = _("openings of links")
        ordering: ClassVar = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.opened_at:%Y-%m-%d %H:%M}"


@tracked
class OfferedText(PublicRecord):
    """What somebody sent by his link, as he sent it: beside the draft until the focal point takes it or declines it."""

    class Outcome(models.TextChoices):
        """What the focal point did with it."""

        WAITING = "", _("waits to be read")
        TAKEN = "taken", _("taken into the draft")
        EDITED = "edited", _("taken into the draft with changes")
        ANSWERED = "answered", _("sent as the answer to a question")
        DECLINED = "declined", _("declined")

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="offered")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    content = models.JSONField(_("answer"), encoder=DjangoJSONEncoder)
    sender = models.CharField(_("your name and function"), max_length=300)
    offered_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    word = models.TextField(_("word to the contributor"), blank=True, default="")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("offered text")
        verbose_name_plural = _("offered texts")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="offeredtext_outcome_is_known",
                condition=Q(outcome__in=["", "taken", "edited", "answered", "declined"]),
            ),
            models.CheckConstraint(
                name="offeredtext_decided_says_who_and_when",
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(outcome="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="offeredtext_is_declined_with_a_word", condition=~Q(outcome="declined") | ~Q(word="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.outcome}"

    @property
    def waits(self) -> bool:
        """Whether the focal point has not decided yet."""
        return self.outcome == self.Outcome.WAITING
