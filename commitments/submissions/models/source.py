"""The document from which an officer entered a reply: the file as it came, kept with its digest."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.visibility import own_or_nobody
from commitments.history.bases import PublicRecord
from commitments.history.tracking import tracked


class SourceDocumentQuerySet(models.QuerySet[Any]):
    """Source documents as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The secretariat sees all, a State its own; whoever works on given paragraphs none."""
        if actor.is_secretariat:
            return self
        return self.filter(own_or_nobody(actor) | Q(respondent__in=actor.read_respondent_ids))


@tracked
class SourceDocument(PublicRecord):
    """The file of a reply that came on paper or by mail; its State and the secretariat read it, and nobody else.

    Bytes at `sources/<respondent>/<sha256>`. Where they were lawfully removed, `removed_at` says when.
    """

    submission = models.OneToOneField("commitments.Submission", on_delete=models.PROTECT, related_name="source")
    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=120)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SourceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        constraints: ClassVar = [
            models.CheckConstraint(name="sourcedocument_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="sourcedocument_hash_is_a_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    @property
    def title(self) -> str:
        """What it is called where its removal is asked for."""
        return self.file_name

    def __str__(self) -> str:
        return self.file_name
