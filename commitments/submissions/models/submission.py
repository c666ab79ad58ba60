"""What one respondent sends in one cycle: versioned, unchangeable once submitted."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.audience import UseInReport
from commitments.access.permissions import Permission
from commitments.access.visibility import given, own_or_nobody
from commitments.history.bases import Created, PublicRecord, Versioned
from commitments.history.tracking import tracked
from commitments.submissions.stages import NEVER_SENT, RECALLABLE, SUBMITTED, WORKING, Stage


class SubmissionQuerySet(models.QuerySet[Any]):
    """Submissions as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Own State: every version; of those replies of which a paragraph was given to him, if he sees no others.

        Secretariat: submitted ones. Others see answers, never submissions.
        """
        seen = own_or_nobody(actor) | given(actor, cycle="cycle", obligation="")
        sent = Q(stage__in=SUBMITTED) | Q(stage=Stage.RECALLED)
        if actor.is_secretariat and actor.may(Permission.SUBMISSION_READ):
            seen |= sent
        if actor.read_respondent_ids:
            seen |= Q(respondent__in=actor.read_respondent_ids) & sent
        return self.filter(seen)

    def current(self) -> Self:
        """The version in force of each reply that was received."""
        return self.filter(is_current=True)

    def working(self) -> Self:
        """Versions still being written."""
        return self.filter(stage__in=WORKING)

    def kept(self) -> Self:
        """Leave out drafts that were thrown away."""
        return self.exclude(stage=Stage.THROWN_AWAY)


@tracked
class Submission(PublicRecord, Versioned, Created):
    """One version of a respondent's reply in a cycle, with its cover.

    `opened_obligations` are those that the secretariat asks about in what was sent, and those that alone can change
    in a draft begun because it asked; NULL is all. It and the day by which answers are due follow the questions: the
    database keeps both. Whether it is late the database says when it is sent (lateness.py).
    Of a reply that came on paper or by mail, `entered_by` is the officer who types it, `entered_from` its source and
    `received_on` the day it came; `confirmed_at` is when its State said that it is its reply.
    """

    cycle = models.ForeignKey(
        "commitments.ReportingCycle", on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField(_("version"), default=1)
    stage = models.CharField(_("stage"), max_length=30, choices=Stage.choices, default=Stage.DRAFT)
    is_current = models.BooleanField(default=False, editable=False)
    period_from = models.DateField(_("period covered, from"), null=True, blank=True)
    period_until = models.DateField(_("period covered, until"), null=True, blank=True)
    submitting_authority = models.CharField(_("submitting authority"), max_length=300, blank=True, default="")
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True, default="")
    contact_email = models.EmailField(_("contact e-mail"), blank=True, default="")
    contact_details = models.CharField(_("title, address, telephone"), max_length=500, blank=True, default="")
    transmitting_note = models.CharField(_("transmitting note: reference"), max_length=200, blank=True, default="")
    transmitting_note_on = models.DateField(_("transmitting note: date"), null=True, blank=True)
    original_language = models.CharField(_("original language"), max_length=10, blank=True, default="en")
    use_in_report = models.CharField(
        _("use in the report"), max_length=20, choices=UseInReport.choices, blank=True, default=""
    )
    is_nil = models.BooleanField(_("nil reply"), default=False)
    is_late = models.BooleanField(_("received after the deadline"), default=False, editable=False)
    is_provisional = models.BooleanField(
        _("provisional"), default=False, db_default=False,
        help_text=_("The State will send a later version that takes the place of this one."),
    )  # fmt: skip
    cleared_at = models.DateTimeField(null=True, blank=True, editable=False)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_as = models.CharField(max_length=20, blank=True, default="", editable=False)
    content_sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    entered_from = models.CharField(_("source document"), max_length=200, blank=True, default="", db_default="")
    received_on = models.DateField(_("day received"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    opened_obligations = ArrayField(models.BigIntegerField(), null=True, blank=True, editable=False)
    answers_due_on = models.DateField(null=True, blank=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes: ClassVar = [
            models.Index(fields=["cycle", "stage"], name="submission_of_cycle"),
            models.Index(
                fields=["stage"], name="submission_being_entered",
                condition=Q(entered_by__isnull=False, stage__in=WORKING),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(fields=["cycle", "respondent", "number"], name="submission_number_is_used_once"),
            models.UniqueConstraint(
                fields=["cycle", "respondent"],
                condition=Q(stage__in=WORKING),
                name="submission_has_one_working_version",
            ),
            models.UniqueConstraint(
                fields=["cycle", "respondent"], condition=Q(is_current=True), name="submission_has_one_current_version"
            ),
            models.CheckConstraint(
                name="submission_current_was_submitted",
                condition=Q(is_current=False) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_sent_says_who_when_and_its_use",
                condition=Q(stage__in=NEVER_SENT)
                | (
                    Q(submitted_at__isnull=False, submitted_by__isnull=False)
                    & (~Q(use_in_report="") | Q(is_nil=True))
                    & ~Q(submitted_as="")
                ),
            ),
            models.CheckConstraint(
                name="submission_cleared_says_who_and_when",
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_draft_is_not_cleared", condition=~Q(stage=Stage.DRAFT) | Q(cleared_at__isnull=True)
            ),
            models.CheckConstraint(
                name="submission_entered_is_received_by_another",
                condition=Q(entered_by__isnull=True) | Q(submitted_by__isnull=True) | ~Q(submitted_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="submission_entered_says_from_what_and_when_it_came",
                condition=Q(entered_by__isnull=True, entered_from="", received_on__isnull=True)
                | (Q(entered_by__isnull=False, received_on__isnull=False) & ~Q(entered_from="")),
            ),
            models.CheckConstraint(
                name="submission_confirmed_says_who_and_when",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_confirmed_was_entered_and_received",
                condition=Q(confirmed_at__isnull=True) | Q(entered_by__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(name="submission_stage_is_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="submission_use_is_known", condition=Q(use_in_report__in=["", *UseInReport.values])
            ),
            models.CheckConstraint(
                name="submission_period_begins_before_it_ends",
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_from__lte=F("period_until")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.respondent} · {self.cycle} · {self.number}"

    @property
    def is_working(self) -> bool:
        """Whether the version is still being written."""
        return self.stage in WORKING

    @property
    def is_draft(self) -> bool:
        """Whether its answers can be changed."""
        return self.stage == Stage.DRAFT

    def opens(self, obligation_id: int) -> bool:
        """Whether the answer on this obligation can change in this version, once it is a draft."""
        return self.opened_obligations is None or obligation_id in self.opened_obligations

    @property
    def is_being_entered(self) -> bool:
        """Whether an officer enters it for the State, and nobody has received it yet."""
        return self.entered_by_id is not None and self.is_working

    @property
    def awaits_its_state(self) -> bool:
        """Whether the secretariat entered it and its State has not said yet that it is its reply."""
        return self.entered_by_id is not None and self.confirmed_at is None

    @property
    def entry_mark(self) -> str:
        """What stands beside the reply wherever it is shown, while its State has not confirmed it; else nothing."""
        if not self.awaits_its_state:
            return ""
        words = _("Entered by the secretariat from “%(source)s”, not confirmed by the State")
        return str(words) % {"source": self.entered_from}

    @property
    def can_be_confirmed(self) -> bool:
        """Whether its State can say so now."""
        return self.awaits_its_state and self.is_in_force

    @property
    def is_recalled(self) -> bool:
        """Whether the State took it back."""
        return self.stage == Stage.RECALLED

    @property
    def is_thrown_away(self) -> bool:
        """Whether it was a draft that its State threw away."""
        return self.stage == Stage.THROWN_AWAY

    @property
    def is_in_force(self) -> bool:
        """Whether this is what the State says now: the version sent last, unless it was taken back."""
        return self.is_current and self.is_submitted

    @property
    def is_recallable(self) -> bool:
        """Whether the State can take it back now."""
        return self.is_current and self.stage in RECALLABLE

    @property
    def came_by_cut_off(self) -> bool | None:
        """Whether it was received before the report was cut off; None before it is sent, and where nothing is cut."""
        cut_off_on = self.cycle.report_cut_off_on
        if self.submitted_at is None or cut_off_on is None:
            return None
        if self.received_on is not None:
            return bool(self.received_on <= cut_off_on)
        return bool(self.submitted_at <= self.cycle.end_of(cut_off_on))

    @property
    def is_submitted(self) -> bool:
        """Whether it was sent and stands: nothing in it changes any more."""
        return self.stage in SUBMITTED


@tracked
class StageMove(models.Model):
    """A move of a submission: from where to where, who, in which role, when, why."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="moves")
    from_stage = models.CharField(max_length=30, choices=Stage.choices)
    to_stage = models.CharField(max_length=30, choices=Stage.choices)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    moved_as = models.CharField(max_length=20)
    moved_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"
