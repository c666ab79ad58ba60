"""Assistance: what a State asks for itself, what is offered, which offer meets which request, what came of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.visibility import own_or_nobody
from commitments.assistance.models.paper import Paper, PaperObligation
from commitments.history.bases import Created, PublicRecord
from commitments.history.tracking import tracked
from commitments.respondents.groups import GROUP_NAMES


class AssistanceForm(models.TextChoices):
    """In what form assistance comes."""

    MODEL_LAW = "model_law", _("Model law")
    DRAFTING = "drafting", _("Help with drafting")
    LEGAL_ADVICE = "legal_advice", _("Legal advice")
    TRAINING = "training", _("Training")
    EQUIPMENT = "equipment", _("Equipment")
    MENTORING = "mentoring", _("Mentoring")
    VISIT = "visit", _("Visit")
    OTHER = "other", _("Other")


class Assistance(Paper):
    """What a request and an offer say alike."""

    form = models.CharField(_("form"), max_length=20, choices=AssistanceForm.choices, blank=True, default="")
    description = models.TextField(_("description"), blank=True, default="")

    class Meta(Paper.Meta):
        abstract = True
        constraints: ClassVar = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_sent_says_in_what_form", condition=Q(sent_at=None) | (~Q(form="") & ~Q(description=""))
            ),
        ]


@tracked
class AssistanceRequest(Assistance):
    """What a State asks for itself; it never enters the list of tools for the Commission."""

    class Priority(models.TextChoices):
        """How pressing it is, in the State's own word."""

        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    beneficiary = models.CharField(_("body that would receive it"), max_length=300, blank=True, default="")
    priority = models.CharField(_("priority"), max_length=6, choices=Priority.choices, blank=True, default="")
    wanted_language = models.CharField(_("language it is wanted in"), max_length=100, blank=True, default="")
    needed_by_on = models.DateField(_("needed by"), null=True, blank=True)
    obligations = models.ManyToManyField(
        "commitments.Obligation", through="AssistanceRequestObligation", related_name="+"
    )

    class Meta(Assistance.Meta):
        verbose_name = _("assistance request")
        verbose_name_plural = _("assistance requests")


@tracked
class AssistanceRequestObligation(PaperObligation):
    """A paragraph that the assistance asked for would serve."""

    paper = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="links", db_index=False)

    class Meta(PaperObligation.Meta):
        verbose_name = _("paragraph of an assistance request")
        verbose_name_plural = _("paragraphs of assistance requests")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.obligation_id}"


@tracked
class AssistanceOffer(Assistance):
    """What a donor, UNODC or another State gives or received, as whom it says so; amounts, never percentages."""

    class Standing(models.TextChoices):
        """As whom the respondent speaks; the program classifies no State."""

        PROVIDER = "provider", _("As provider")
        RECIPIENT = "recipient", _("As recipient")
        BOTH = "both", _("As provider and as recipient")

    standing = models.CharField(_("as whom"), max_length=10, choices=Standing.choices, blank=True, default="")
    for_region = models.CharField(
        _("for which region"), max_length=40, choices=list(GROUP_NAMES.items()), blank=True, default=""
    )
    partner = models.CharField(_("from or to whom"), max_length=300, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency (three letters)"), max_length=3, blank=True, default="")
    obligations = models.ManyToManyField(
        "commitments.Obligation", through="AssistanceOfferObligation", related_name="+"
    )

    class Meta(Assistance.Meta):
        verbose_name = _("assistance offer")
        verbose_name_plural = _("assistance offers")
        constraints: ClassVar = [
            *Assistance.Meta.constraints,
            models.CheckConstraint(
                name="assistanceoffer_amount_names_its_currency",
                condition=Q(amount__isnull=True, currency="") | (Q(amount__gte=0) & Q(currency__regex=r"^[A-Z]{3}$")),
            ),
            models.CheckConstraint(
                name="assistanceoffer_sent_says_as_whom", condition=Q(sent_at=None) | ~Q(standing="")
            ),
        ]


@tracked
class AssistanceOfferObligation(PaperObligation):
    """A paragraph that the assistance offered serves."""

    paper = models.ForeignKey(AssistanceOffer, on_delete=models.PROTECT, related_name="links", db_index=False)

    class Meta(PaperObligation.Meta):
        verbose_name = _("paragraph of an assistance offer")
        verbose_name_plural = _("paragraphs of assistance offers")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.obligation_id}"


class OfOneWhoAsksQuerySet(models.QuerySet[Any]):
    """What stands between the secretariat and the one that asked: read by the two, and by nobody else."""

    def visible_to(self, actor: Actor) -> Self:
        """The secretariat sees all, a State its own; a reader with a named list those of these States."""
        if actor.is_secretariat:
            return self.all()
        return self.filter(own_or_nobody(actor) | Q(respondent__in=actor.read_respondent_ids))


@tracked
class Pairing(PublicRecord, Created):
    """An officer paired a request with an offer; the one that asked reads what he is told of it, not the offer."""

    asked_for = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="pairings", db_index=False)
    offered = models.ForeignKey(AssistanceOffer, on_delete=models.PROTECT, related_name="pairings")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    told = models.TextField(_("what the State that asks is told"))

    objects = OfOneWhoAsksQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(fields=["asked_for", "offered"], name="pairing_of_request_and_offer_stands_once"),
            models.CheckConstraint(name="pairing_tells_the_state_something", condition=~Q(told="")),
        ]

    def __str__(self) -> str:
        return f"{self.asked_for_id} {self.offered_id}"


@tracked
class PairingOutcome(Created):
    """What the one that asked says, in a later cycle, that came of a pairing; never changed, asked again next time."""

    class Outcome(models.TextChoices):
        """What came of it."""

        RECEIVED = "received", _("The assistance was received")
        UNDER_WAY = "under_way", _("It is under way")
        NOTHING = "nothing", _("Nothing came of it")

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="outcomes", db_index=False)
    cycle = models.ForeignKey("commitments.ReportingCycle", on_delete=models.PROTECT, related_name="+")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome.choices)
    words = models.TextField(_("in your words"), blank=True, default="")

    objects = OfOneWhoAsksQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a pairing")
        verbose_name_plural = _("outcomes of pairings")
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.UniqueConstraint(fields=["pairing", "cycle"], name="pairingoutcome_is_said_once_a_cycle"),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.outcome}"
