"""What every paper is, whatever it asks or proposes: drafted by a respondent, sent once, and then as it was sent."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.visibility import own_or_nobody
from commitments.history.bases import Created, PublicRecord, Versioned, Withdrawable

SENT = Q(sent_at__isnull=False)


def _sent_to_the_reader(actor: Actor) -> Q:
    """What was sent, for the secretariat; for a reader with a named list, what those States sent."""
    return SENT if actor.is_secretariat else SENT & Q(respondent__in=actor.read_respondent_ids)


class PaperQuerySet(models.QuerySet[Any]):
    """Papers as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The own people's, drafts included; the secretariat what was sent; nobody else anything."""
        return self.filter(own_or_nobody(actor) | _sent_to_the_reader(actor))

    def sent(self) -> Self:
        """What was sent and not withdrawn since: what a list for others takes."""
        return self.filter(SENT, withdrawn_at__isnull=True)

    def with_paragraphs(self) -> Self:
        """With the respondent, and with the paragraphs named, in the order of the texts."""
        links = self.model._meta.get_field("links").related_model._default_manager
        in_order = links.select_related("obligation__instrument").order_by(
            "obligation__instrument_id", "obligation__paragraph__position"
        )
        return self.select_related("respondent", "sent_by").prefetch_related(Prefetch("links", queryset=in_order))


class Paper(PublicRecord, Versioned, Created, Withdrawable):
    """One respondent's paper for the secretariat; what was sent never changes, and can be withdrawn."""

    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=10, default="en")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            *Created.Meta.constraints,
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(name="%(class)s_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="%(class)s_sent_says_who_and_when",
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sent(self) -> bool:
        """Whether the secretariat has it."""
        return self.sent_at is not None


class PaperObligationQuerySet(models.QuerySet[Any]):
    """Paragraphs that papers name."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the papers that the actor may see."""
        papers = self.model._meta.get_field("paper").related_model._default_manager
        return self.filter(paper__in=papers.visible_to(actor))


class PaperObligation(models.Model):
    """A paper names a paragraph."""

    obligation = models.ForeignKey("commitments.Obligation", on_delete=models.PROTECT, related_name="+")

    objects = PaperObligationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "obligation"], name="%(class)s_names_a_paragraph_once"),
        ]
