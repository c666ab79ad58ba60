"""What a submitted version froze: the content of every action, figure and evidence item it cites."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.visibility import audience_reaches, own_or_nobody
from commitments.evidence.kinds import EvidenceKind
from commitments.history.tracking import tracked
from commitments.implementation.kinds import ActionKind
from commitments.submissions.stages import SUBMITTED


class CitedRecordQuerySet(models.QuerySet[Any]):
    """Frozen records as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Own State: all of its own. Others: by the narrower of the audience then and now, not withdrawn since."""
        sent = Q(submission__is_current=True, submission__stage__in=SUBMITTED, report__withdrawn_at__isnull=True)
        then = audience_reaches(actor)
        now = Q(action__isnull=True) | (
            audience_reaches(actor, audience="action__audience") & Q(action__withdrawn_at__isnull=True)
        )
        shown = Q(evidence__isnull=True) | (
            audience_reaches(actor, audience="evidence__audience") & Q(evidence__withdrawn_at__isnull=True)
        )
        standing = Q(figure__isnull=True) | Q(figure__withdrawn_at__isnull=True)
        answer = audience_reaches(actor, audience="report__audience")
        return self.filter(own_or_nobody(actor) | (sent & answer & then & now & shown & standing))


@tracked
class CitedRecord(models.Model):
    """One action, figure or evidence item as it read when the version was submitted; never changes."""

    class Kind(models.TextChoices):
        """What was cited."""

        ACTION = "action", _("Implementation action")
        FIGURE = "figure", _("Reported figure")
        EVIDENCE = "evidence", _("Evidence")

    submission = models.ForeignKey("commitments.Submission", on_delete=models.PROTECT, related_name="cited")
    report = models.ForeignKey("commitments.ObligationReport", on_delete=models.PROTECT, related_name="cited")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    action = models.ForeignKey(
        "commitments.ImplementationAction", null=True, on_delete=models.PROTECT, related_name="cited"
    )
    figure = models.ForeignKey("commitments.ReportedFigure", null=True, on_delete=models.PROTECT, related_name="cited")
    evidence = models.ForeignKey("commitments.Evidence", null=True, on_delete=models.PROTECT, related_name="cited")
    audience = models.CharField(max_length=20, choices=Audience.choices)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    history_event_id = models.BigIntegerField(null=True)

    objects = CitedRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("cited record")
        verbose_name_plural = _("cited records")
        indexes: ClassVar = [models.Index(fields=["respondent", "submission"], name="cited_of_respondent")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="citedrecord_names_what_it_cites",
                condition=Q(kind="action", action__isnull=False, figure__isnull=True, evidence__isnull=True)
                | Q(kind="figure", action__isnull=True, figure__isnull=False, evidence__isnull=True)
                | Q(kind="evidence", figure__isnull=True, evidence__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["report", "kind", "action", "figure", "evidence"], name="citedrecord_is_frozen_once",
                nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} of {self.report_id}"

    @property
    def kind_words(self) -> str:
        """The kind of the action or of the evidence, in words."""
        kinds = ActionKind if self.kind == self.Kind.ACTION else EvidenceKind
        return str(dict(kinds.choices).get(self.content.get("kind", ""), ""))
