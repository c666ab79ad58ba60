"""Proposals of States to the Commission: a tool or training manual that is lacking, a way to ensure follow-up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.assistance.models.paper import Paper, PaperObligation
from commitments.history.tracking import tracked


@tracked
class Proposal(Paper):
    """What a State proposes to the Commission; the kind says which paragraph of the resolution it follows."""

    class Kind(models.TextChoices):
        """What is proposed."""

        TOOL = "tool", _("Tool proposal")
        FOLLOW_UP = "follow_up", _("Proposal for ensuring follow-up")

    class Lacking(models.TextChoices):
        """What a tool proposal says is lacking."""

        TOOL = "tool", _("Tool")
        MANUAL = "manual", _("Training manual")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    lacking = models.CharField(_("what is lacking"), max_length=10, choices=Lacking.choices, blank=True, default="")
    standard = models.CharField(_("standard it rests on"), max_length=500, blank=True, default="")
    reason = models.TextField(_("why"), blank=True, default="")
    obligations = models.ManyToManyField("commitments.Obligation", through="ProposalObligation", related_name="+")

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints: ClassVar = [
            *Paper.Meta.constraints,
            models.CheckConstraint(name="proposal_sent_gives_its_reason", condition=Q(sent_at=None) | ~Q(reason="")),
            models.CheckConstraint(
                name="proposal_of_a_tool_sent_names_standard_and_what_is_lacking",
                condition=Q(sent_at=None) | ~Q(kind="tool") | (~Q(standard="") & ~Q(lacking="")),
            ),
            models.CheckConstraint(
                name="proposal_for_follow_up_names_no_tool", condition=Q(kind="tool") | Q(standard="", lacking="")
            ),
        ]


@tracked
class ProposalObligation(PaperObligation):
    """A paragraph that a proposal is about."""

    paper = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="links", db_index=False)

    class Meta(PaperObligation.Meta):
        verbose_name = _("paragraph of a proposal")
        verbose_name_plural = _("paragraphs of proposals")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.obligation_id}"
