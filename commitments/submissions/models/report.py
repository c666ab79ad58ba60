"""A respondent's answer on one obligation within one version of its submission."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience, UseInReport
from commitments.access.visibility import OwnedQuerySet, given, own_or_nobody, shown_reaches
from commitments.history.bases import PublicRecord, Versioned, Withdrawable
from commitments.history.tracking import tracked, tracked_without
from commitments.submissions.models.reply import reply_of
from commitments.submissions.status import AnswersAs, Constraint, Status, awaits_confirmation

AWAITS = Q(carried_from__isnull=False, confirmed_at__isnull=True)


class ObligationReportQuerySet(models.QuerySet[Any]):
    """Answers as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Own State: all of its own, or those on the paragraphs given to the actor.

        Others: those of current submitted versions their audience reaches.
        """
        return self.filter(own_or_nobody(actor) | shown_reaches(actor) | given(actor, cycle="cycle"))

    def reported(self) -> Self:
        """Submitted, current, standing answers with a status: what counts and shares are made of.

        A text begun without a status is no answer: it stays with the own State.
        """
        return self.exclude(shown_to="")

    def answered(self) -> Self:
        """Those with a status chosen; what was carried over and not confirmed is nobody's word yet."""
        return self.exclude(status=Status.NOT_REPORTED).exclude(AWAITS)

    def awaiting(self) -> Self:
        """Those carried over from an earlier cycle that nobody has confirmed."""
        return self.filter(AWAITS)


@tracked_without("shown_to", "reply")
class ObligationReport(PublicRecord, Versioned, Withdrawable):
    """The answer: status, narrative, law and practice, constraints; its audience and use stand beside it.

    `cycle` and `respondent` repeat the submission's (a trigger sets them), for counts and policies.
    Of an answer that was carried over, `said_in` is the cycle in which it was first said, and `said_at` when somebody
    said or confirmed it last before it came here; `times_carried` and `times_confirmed` count cycles.
    `shown_to` is the audience while others may see the answer, and empty while nobody outside the own
    State may; the database keeps it (shown.py).
    """

    submission = models.ForeignKey(
        "commitments.Submission", on_delete=models.PROTECT, related_name="reports", db_index=False
    )
    cycle = models.ForeignKey("commitments.ReportingCycle", on_delete=models.PROTECT, related_name="+", db_index=False)
    respondent = models.ForeignKey(
        "commitments.Respondent", on_delete=models.PROTECT, related_name="reports", db_index=False
    )
    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(_("status"), max_length=30, choices=Status.choices, default=Status.NOT_REPORTED)
    narrative = models.TextField(_("what was done"), blank=True, default="")
    language = models.CharField(_("language of the answer"), max_length=10, default="en")
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    considered_on = models.DateField(_("considered on"), null=True, blank=True)
    considered_outcome = models.TextField(_("outcome"), blank=True, default="")
    reason = models.TextField(_("reason why it does not apply"), blank=True, default="")
    in_law = models.BooleanField(_("in law"), default=False)
    in_practice = models.BooleanField(_("in practice"), default=False)
    constraints_named = ArrayField(
        models.CharField(max_length=20, choices=Constraint.choices),
        verbose_name=_("constraints"),
        default=list,
        blank=True,
    )
    constraints_text = models.TextField(_("constraints, in words"), blank=True, default="")
    needs_assistance = models.BooleanField(_("needs assistance"), default=False)
    answers_as = models.CharField(_("answers as"), max_length=20, choices=AnswersAs.choices, blank=True, default="")
    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT)
    use_in_report = models.CharField(
        _("use in the report"), max_length=20, choices=UseInReport.choices, blank=True, default=""
    )
    shown_to = models.CharField(max_length=20, blank=True, default="", editable=False)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_in = models.ForeignKey(
        "commitments.ReportingCycle", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(null=True, blank=True)
    times_carried = models.PositiveSmallIntegerField(default=0, db_default=0)
    times_confirmed = models.PositiveSmallIntegerField(default=0, db_default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.ManyToManyField("commitments.Evidence", through="EvidenceOfReport", related_name="reports")
    reply = reply_of()

    objects = ObligationReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation report")
        verbose_name_plural = _("obligation reports")
        indexes: ClassVar = [
            models.Index(fields=["cycle", "obligation", "respondent"], include=["status"], name="report_of_cycle"),
            models.Index(fields=["respondent", "cycle", "obligation"], include=["status"], name="report_of_respondent"),
        ]
        constraints: ClassVar = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(fields=["submission", "obligation"], name="report_answers_an_obligation_once"),
            models.CheckConstraint(name="report_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="report_audience_is_known", condition=Q(audience__in=Audience.values)),
            models.CheckConstraint(
                name="report_use_is_known", condition=Q(use_in_report__in=["", *UseInReport.values])
            ),
            models.CheckConstraint(
                name="report_constraints_are_known", condition=Q(constraints_named__contained_by=Constraint.values)
            ),
            models.CheckConstraint(name="report_answers_as_is_known", condition=Q(answers_as__in=AnswersAs.values)),
            models.CheckConstraint(
                name="report_confirmed_says_who_and_when",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="report_confirmed_was_carried_over",
                condition=Q(confirmed_at__isnull=True) | Q(carried_from__isnull=False, times_confirmed__gte=1),
            ),
            models.CheckConstraint(
                name="report_carried_over_says_since_when",
                condition=Q(
                    carried_from__isnull=True, said_in__isnull=True, said_at__isnull=True,
                    times_carried=0, times_confirmed=0,
                )
                | Q(carried_from__isnull=False, said_in__isnull=False, said_at__isnull=False, times_carried__gte=1),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.respondent_id} on {self.obligation_id}: {self.status}"

    @property
    def awaits_confirmation(self) -> bool:
        """Whether it was carried over and nobody has said yet that it is still true."""
        return awaits_confirmation(self)

    @property
    def is_said(self) -> bool:
        """Whether the State says it: a status is chosen, and it does not wait to be confirmed."""
        return self.status != Status.NOT_REPORTED and not self.awaits_confirmation

    @property
    def is_left_out(self) -> bool:
        """Whether it was not confirmed when the reply went: what it said stands where it was carried from."""
        return self.awaits_confirmation and self.status == Status.NOT_REPORTED

    @property
    def constraint_words(self) -> list[str]:
        """What stands in the way, in words."""
        return [str(Constraint(code).label) for code in self.constraints_named]


class EvidenceOfReportQuerySet(OwnedQuerySet):
    """Which evidence shows which answer."""

    def of_given(self, actor: Actor) -> Q:
        """Those of the answers on the paragraphs given to the actor."""
        return given(actor, cycle="report__cycle", obligation="report__obligation")


@tracked
class EvidenceOfReport(models.Model):
    """A piece of evidence shows an answer."""

    report = models.ForeignKey(
        ObligationReport, on_delete=models.CASCADE, related_name="evidence_links", db_index=False
    )
    evidence = models.ForeignKey("commitments.Evidence", on_delete=models.PROTECT, related_name="report_links")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")

    objects = EvidenceOfReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "evidence"], name="evidence_shows_a_report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} shows {self.report_id}"
