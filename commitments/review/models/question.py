"""A numbered question of the secretariat on named paragraphs of a reply, and the State's answer to it."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.visibility import NONE
from commitments.history.bases import Created, PublicRecord
from commitments.history.tracking import tracked
from commitments.review.models.seen import BetweenTheTwoQuerySet

OPEN = Q(answered_at__isnull=True, taken_back_at__isnull=True)


class QuestionQuerySet(BetweenTheTwoQuerySet):
    """Questions, as both sides see them; a contributor those that wait on what was given to him."""

    def visible_to(self, actor: Actor) -> Self:
        """As all that stands between the two; beside it what is open on a paragraph given to the actor."""
        seen = super().visible_to(actor)
        return seen | self.filter(OPEN, _on_given(actor)) if actor.partial_ids else seen

    def open(self) -> Self:
        """Those that wait for the State."""
        return self.filter(OPEN)

    def on(self, obligation_id: int) -> Self:
        """Those that name this paragraph."""
        return self.filter(obligation_ids__contains=[obligation_id])

    def of_reply(self, cycle_id: int, respondent_id: int) -> Self:
        """All on one State's reply in one cycle, whichever version they were asked about."""
        return self.filter(cycle=cycle_id, respondent=respondent_id).order_by("number")


def _on_given(actor: Actor) -> Q:
    found = NONE
    for respondent_id, ones in actor.given.items():
        for one in ones:
            found |= Q(respondent=respondent_id, cycle=one.cycle_id, obligation_ids__contains=[one.obligation_id])
    return found


@tracked
class ClarificationRequest(PublicRecord, Created):
    """A question on some paragraphs of the version it was asked about, answered once in words, or taken back.

    It stands beside the version and changes nothing in it. Number, cycle and respondent are set by the database.
    """

    submission = models.ForeignKey(
        "commitments.Submission", on_delete=models.PROTECT, related_name="questions", db_index=False
    )
    cycle = models.ForeignKey(
        "commitments.ReportingCycle", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    obligation_ids = ArrayField(models.BigIntegerField(), verbose_name=_("paragraphs"))
    question = models.TextField(_("question"))
    due_on = models.DateField(_("please answer by"))
    answer = models.TextField(_("answer"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_as = models.CharField(max_length=20, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.TextField(_("reason"), blank=True, default="")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("clarification request")
        verbose_name_plural = _("clarification requests")
        indexes: ClassVar = [models.Index(fields=["submission"], name="question_of_submission")]
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(fields=["cycle", "respondent", "number"], name="question_number_is_used_once"),
            models.CheckConstraint(name="question_asks_something", condition=~Q(question="")),
            models.CheckConstraint(name="question_names_paragraphs", condition=Q(obligation_ids__len__gt=0)),
            models.CheckConstraint(
                name="question_answered_says_what_who_and_when",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="", answered_as="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="") & ~Q(answered_as="")),
            ),
            models.CheckConstraint(
                name="question_taken_back_says_who_when_and_why",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_reason="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason="")),
            ),
            models.CheckConstraint(
                name="question_is_answered_or_taken_back_never_both",
                condition=Q(answered_at__isnull=True) | Q(taken_back_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.respondent_id} in {self.cycle_id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the State."""
        return self.answered_at is None and self.taken_back_at is None

    def is_overdue(self, today: date) -> bool:
        """Whether it waits past its day; nothing is closed by that."""
        return self.is_open and self.due_on < today
