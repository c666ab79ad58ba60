"""What can be removed from each kind of record: one table, read by the form and by the database's function."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction
from commitments.submissions.models import ObligationReport, SourceDocument

FILE, STEPS = "file", "milestones"


class Kind(models.TextChoices):
    """The kinds of records from which content can be removed."""

    ANSWER = "answer", _("Answer")
    ACTION = "action", _("Implementation action")
    EVIDENCE = "evidence", _("Evidence")
    SOURCE = "source", _("Source document of a reply")


@dataclass(frozen=True)
class Place:
    """The table of a kind, its texts that can be removed, and what else can: files, steps."""

    model: type[models.Model]
    texts: tuple[str, ...]
    others: dict[str, object] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.texts, *self.others)

    def label(self, name: str) -> str:
        """The field as the forms call it."""
        if name in self.others:
            return str(self.others[name])
        if name == "withdrawn_reason":
            return str(_("reason of the withdrawal"))
        return str(self.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


PLACES: dict[str, Place] = {
    Kind.ANSWER: Place(
        ObligationReport, ("narrative", "considered_outcome", "reason", "constraints_text", "withdrawn_reason")
    ),
    Kind.ACTION: Place(
        ImplementationAction,
        ("title", "description", "lead_body", "partner", "law_title", "law_number", "withdrawn_reason"),
        {STEPS: _("titles of its steps")},
    ),
    Kind.EVIDENCE: Place(
        Evidence,
        ("title", "url", "supplied_to", "supplied_document", "withdrawn_reason"),
        {FILE: _("the file itself and its name")},
    ),
    Kind.SOURCE: Place(SourceDocument, (), {FILE: _("the file itself and its name")}),
}
