"""What can be taken along: each dataset is a table of columns, in the order of the form, with their source."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience, UseInReport
from commitments.evidence.kinds import EvidenceKind, Label
from commitments.implementation.kinds import ActionKind
from commitments.sheets.columns import Column
from commitments.submissions.stages import Stage
from commitments.submissions.status import AnswersAs, Constraint, Status


class Dataset(TextChoices):
    """The tables of the record."""

    ANSWERS = "answers", _("Answers")
    ACTIONS = "actions", _("Implementation actions")
    FIGURES = "figures", _("Reported figures")
    EVIDENCE = "evidence", _("Evidence (what it is; the files stay here)")


@dataclass(frozen=True)
class Field:
    """One column: its key, its title, where its value comes from, and the words for its codes if it holds codes."""

    key: str
    title: str | Promise
    source: str
    codes: type[TextChoices] | None = None
    width: int = 16
    identifies: bool = False

    def column(self) -> Column:
        """The column as a sheet has it, in the language now active."""
        return Column(self.key, str(self.title), width=self.width, identifies=self.identifies)

    def labels(self) -> dict[str, str]:
        """The words of each code, in the language now active; none where the values are words themselves."""
        return {code.value: str(code.label) for code in self.codes or ()}


def _who(prefix: str) -> tuple[Field, ...]:
    """The columns that every table begins with."""
    return (
        Field("state_code", _("State code"), "respondent__code", width=8, identifies=True),
        Field("state", _("State"), "respondent__short_name", width=24, identifies=True),
        Field("regional_group", _("Regional group"), "respondent__regional_group__name", width=22),
        Field("cycle", _("Cycle"), "reply__cycle__slug", width=14, identifies=True),
        Field("version", _("Version"), "reply__number", width=8, identifies=True),
        Field("stage", _("Stage"), "reply__stage", Stage, width=14),
        Field("submitted_at", _("Received"), "reply__submitted_at", width=20),
        Field("late", _("Received after the deadline"), "reply__is_late", width=10),
        Field("provisional", _("Provisional"), "reply__is_provisional", width=10),
        Field("extended_until", _("More time, until the end of"), "reply__extended_until", width=12),
        Field(
            "not_confirmed",
            _("Entered by the secretariat, not confirmed by the State"),
            "reply__is_unconfirmed",
            width=12,
        ),
        Field("text", _("Text"), f"{prefix}obligation__instrument__symbol", width=14, identifies=True),
        Field("paragraph", _("Paragraph"), f"{prefix}obligation__reference", width=10, identifies=True),
    )


ANSWERS: tuple[Field, ...] = (
    *_who(""),
    Field("status", _("Status"), "status", Status, width=24),
    Field("status_code", _("Status (code)"), "status", width=20),
    Field("answers_as", _("Answers as"), "answers_as", AnswersAs, width=12),
    Field("narrative", _("What was done"), "narrative", width=60),
    Field("language", _("Language"), "language", width=9),
    Field("planned_on", _("Planned for"), "planned_on", width=12),
    Field("considered_on", _("Considered on"), "considered_on", width=12),
    Field("considered_outcome", _("Outcome"), "considered_outcome", width=30),
    Field("reason", _("Reason why it does not apply"), "reason", width=30),
    Field("in_law", _("In law"), "in_law", width=8),
    Field("in_practice", _("In practice"), "in_practice", width=8),
    Field("constraints", _("Constraints"), "constraints_named", Constraint, width=20),
    Field("constraints_text", _("Constraints, in words"), "constraints_text", width=30),
    Field("needs_assistance", _("Needs assistance"), "needs_assistance", width=10),
    Field("audience", _("Audience"), "audience", Audience, width=14),
    Field("use_in_report", _("Use in the report"), "use_in_report", UseInReport, width=20),
    Field("saved_at", _("Last change"), "saved_at", width=20),
    Field("id", _("Identifier"), "public_id", width=38),
)


def _content(key: str) -> str:
    return f"content__{key}"


def _cited(*fields: tuple[str, str | Promise, int, type[TextChoices] | None]) -> tuple[Field, ...]:
    return (
        *_who("report__"),
        *(Field(key, title, _content(key), codes, width) for key, title, width, codes in fields),
        Field("audience", _("Audience"), "audience", Audience, width=14),
        Field("sha256", _("Digest of the record as submitted"), "sha256", width=66),
    )


ACTIONS: tuple[Field, ...] = _cited(
    ("kind", _("Kind"), 20, ActionKind), ("title", _("Title"), 40, None),
    ("description", _("Description"), 60, None), ("lead_body", _("Lead body"), 24, None),
    ("partner", _("Partner"), 24, None), ("law_title", _("Title of the law"), 30, None),
    ("law_number", _("Number of the law"), 14, None), ("planned_on", _("Planned"), 12, None),
    ("started_on", _("Started"), 12, None), ("adopted_on", _("Adopted"), 12, None),
    ("in_force_on", _("In force"), 12, None), ("completed_on", _("Completed"), 12, None),
    ("amount", _("Amount"), 14, None), ("currency", _("Currency"), 9, None),
)  # fmt: skip
FIGURES: tuple[Field, ...] = _cited(
    ("label", _("What is counted"), 40, None), ("value", _("Value"), 14, None), ("unit", _("Unit"), 12, None),
    ("currency", _("Currency"), 9, None), ("year", _("Year"), 8, None), ("source", _("Source"), 30, None),
    ("sex", _("Sex"), 10, None), ("age_group", _("Age"), 10, None),
)  # fmt: skip
EVIDENCE: tuple[Field, ...] = _cited(
    ("kind", _("Kind"), 20, EvidenceKind), ("title", _("Title"), 40, None),
    ("language", _("Language"), 9, None), ("dated_on", _("Date of the document"), 12, None),
    ("url", _("Link"), 40, None), ("file_name", _("File name"), 30, None),
    ("supplied_to", _("Body it was supplied to"), 24, None), ("supplied_document", _("Document"), 24, None),
    ("label", _("Label"), 14, Label),
)  # fmt: skip

FIELDS: dict[Dataset, tuple[Field, ...]] = {
    Dataset.ANSWERS: ANSWERS,
    Dataset.ACTIONS: ACTIONS,
    Dataset.FIGURES: FIGURES,
    Dataset.EVIDENCE: EVIDENCE,
}
CITED_KIND: dict[Dataset, str] = {
    Dataset.ACTIONS: "action",
    Dataset.FIGURES: "figure",
    Dataset.EVIDENCE: "evidence",
}
FOR_OWN_AND_SECRETARIAT: frozenset[str] = frozenset({"use_in_report", "stage", "provisional", "extended_until"})


def fields_for(dataset: Dataset, actor: Actor, *, own: bool) -> tuple[Field, ...]:
    """The columns this person gets: how a report may use an answer, how far the secretariat's reading of the reply is,
    that another version will come and until when it may, are the State's and the secretariat's affair.
    """
    if actor.is_secretariat or own:
        return FIELDS[dataset]
    return tuple(field for field in FIELDS[dataset] if field.key not in FOR_OWN_AND_SECRETARIAT)
