"""What a submitted version froze: the content of every action, figure and evidence item it cites."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.visibility import given, own_or_nobody, shown_reaches
from commitments.evidence.kinds import EvidenceKind
from commitments.history.tracking import tracked_without
from commitments.implementation.kinds import ActionKind
from commitments.submissions.models.reply import reply_of


class CitedRecordQuerySet(models.QuerySet[Any]):
    """Frozen records as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Own State: all of its own, or on the paragraphs given to the actor.

        Others: by the narrower of the audience then and now, not withdrawn since. Both must reach the
        actor: the record itself, and the answer that cites it.
        """
        both = shown_reaches(actor, "open_to") & shown_reaches(actor, "report__shown_to")
        of_given = given(actor, cycle="report__cycle", obligation="report__obligation")
        return self.filter(own_or_nobody(actor) | both | of_given)


@tracked_without("cycle", "open_to", "reply")
class CitedRecord(models.Model):
    """One action, figure or evidence item as it read when the version was submitted; never changes.

    `cycle` and `open_to` are kept by the database (shown.py): the cycle of its answer, and the narrower of the
    audiences of the record then and of what it cites now; empty where that was withdrawn. Whoever reads it from
    outside the own State must be shown its answer as well.
    """

    class Kind(models.TextChoices):
        """What was cited."""

        ACTION = "action", _("Implementation action")
        FIGURE = "figure", _("Reported figure")
        EVIDENCE = "evidence", _("Evidence")

    submission = models.ForeignKey("commitments.Submission", on_delete=models.PROTECT, related_name="cited")
    report = models.ForeignKey(
        "commitments.ObligationReport", on_delete=models.PROTECT, related_name="cited", db_index=False
    )
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    cycle = models.ForeignKey(
        "commitments.ReportingCycle", on_delete=models.PROTECT, related_name="+", db_index=False, editable=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    action = models.ForeignKey(
        "commitments.ImplementationAction", null=True, on_delete=models.PROTECT, related_name="cited"
    )
    figure = models.ForeignKey("commitments.ReportedFigure", null=True, on_delete=models.PROTECT, related_name="cited")
    evidence = models.ForeignKey("commitments.Evidence", null=True, on_delete=models.PROTECT, related_name="cited")
    audience = models.CharField(max_length=20, choices=Audience.choices)
    open_to = models.CharField(max_length=20, blank=True, default="", editable=False)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    history_event_id = models.BigIntegerField(null=True)
    reply = reply_of()

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
