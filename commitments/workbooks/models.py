"""A workbook that came back: what it changes, kept until it is taken over or thrown away."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.bases import Created, PublicRecord
from commitments.workbooks.faults import Fault
from commitments.workbooks.understanding import Change


class ReturnedWorkbookQuerySet(models.QuerySet[Any]):
    """Workbooks that came back, as the actor may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those that he sent himself, for a State whose desk he still opens: it may hold what others do not draft."""
        return self.filter(respondent__in=actor.own_respondents_with(Permission.DESK_OPEN), created_by_id=actor.user_id)

    def newest_first(self) -> Self:
        """The one that was sent last first."""
        return self.order_by("-created_at", "-pk")


class ReturnedWorkbook(PublicRecord, Created):
    """What one file says beside what it began with, and its faults; the file itself is not kept.

    On its way in, as an upload is: no history keeps it, what is taken over stands in that of the answers.
    """

    respondent = models.ForeignKey("commitments.Respondent", on_delete=models.PROTECT, related_name="+", db_index=False)
    cycle = models.ForeignKey("commitments.ReportingCycle", on_delete=models.PROTECT, related_name="+", db_index=False)
    file_name = models.CharField(_("name of the file"), max_length=255)
    language = models.CharField(_("language of the file"), max_length=10)
    made_at = models.DateTimeField(_("the file was made"))
    number = models.PositiveIntegerField(_("version of the reply it was made of"), default=0)
    changes = models.JSONField()
    faults = models.JSONField()

    objects = ReturnedWorkbookQuerySet.as_manager()

    class Meta:
        verbose_name = _("returned workbook")
        verbose_name_plural = _("returned workbooks")
        indexes: ClassVar = [
            models.Index(fields=["respondent", "cycle"], name="returnedworkbook_of_place"),
            models.Index(fields=["created_at"], name="returnedworkbook_by_age"),
        ]
        constraints: ClassVar = [
            *Created.Meta.constraints,
            models.CheckConstraint(name="returnedworkbook_names_its_file", condition=~Q(file_name="")),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def changed_cells(self) -> list[Change]:
        """Every cell that says something else than it began with."""
        return [Change(**each) for each in self.changes]

    @property
    def found_faults(self) -> list[Fault]:
        """Every fault, in the order of the file."""
        return [Fault(**each) for each in self.faults]
