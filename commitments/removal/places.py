"""What can be removed from each kind of record: one table, read by the form and by the database's function."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.assistance.models import (
    AssistanceOffer,
    AssistanceRequest,
    BodyOutcome,
    Distribution,
    Mandate,
    Pairing,
    PairingOutcome,
    Proposal,
)
from commitments.calls.models import CallDispatch
from commitments.contributions.models import Assignment, OfferedText
from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction, Milestone, ReportedFigure
from commitments.review.models import ClarificationRequest, Closing, Finding
from commitments.submissions.models import DeadlineExtension, ObligationReport, SourceDocument, StageMove, Submission

FILE, STEPS = "file", "milestones"
OF_ITS_OWNER = "respondent_id"
OF_THE_SECRETARIAT = "(SELECT r.id FROM commitments_respondent r WHERE r.kind = 'secretariat' ORDER BY r.id LIMIT 1)"


class Kind(models.TextChoices):
    """The kinds of records from which content can be removed."""

    ANSWER = "answer", _("Answer")
    ACTION = "action", _("Implementation action")
    EVIDENCE = "evidence", _("Evidence")
    SOURCE = "source", _("Source document of a reply")
    FIGURE = "figure", _("Reported figure")
    REPLY = "reply", _("Cover of a reply")
    QUESTION = "question", _("Clarification request")
    ASSIGNMENT = "assignment", _("Assignment")
    PROPOSAL = "proposal", _("Proposal")
    REQUEST = "request", _("Assistance request")
    OFFER = "offer", _("Assistance offer")
    DISPATCH = "dispatch", _("Entry of the register")
    DISTRIBUTION = "distribution", _("Entry of a distribution")
    EXTENSION = "extension", _("Extension of a deadline")
    MANDATE = "mandate", _("Entry on a mandate")
    OUTCOME = "outcome", _("Outcome of a body")


@dataclass(frozen=True)
class Part:
    """Texts in rows `x` of another table, which lie under the records `ids` and are removed by one name."""

    label: Promise
    model: type[models.Model]
    texts: tuple[str, ...]
    under: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@dataclass(frozen=True)
class Place:
    """The table of a kind, its texts that can be removed, what lies under it, and whose it is as SQL over its row."""

    model: type[models.Model]
    texts: tuple[str, ...]
    parts: dict[str, Part] = field(default_factory=dict)
    others: dict[str, Promise] = field(default_factory=dict)
    whose: str = OF_ITS_OWNER

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.texts, *self.parts, *self.others)

    def label(self, name: str) -> str:
        """The field as the forms call it."""
        if name in self.parts:
            return str(self.parts[name].label)
        if name in self.others:
            return str(self.others[name])
        if name == "withdrawn_reason":
            return str(_("reason of the withdrawal"))
        return str(self.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


TITLED = ("title", "description")
PLACES: dict[str, Place] = {
    Kind.ANSWER: Place(
        ObligationReport, ("narrative", "considered_outcome", "reason", "constraints_text", "withdrawn_reason"),
        {"notes": Part(_("the secretariat's notes on it"), Finding, ("words",), "x.report_id = ANY (ids)")},
    ),
    Kind.ACTION: Place(
        ImplementationAction,
        (*TITLED, "lead_body", "partner", "law_title", "law_number", "withdrawn_reason"),
        {STEPS: Part(_("titles of its steps"), Milestone, ("title", "withdrawn_reason"), "x.action_id = ANY (ids)")},
    ),
    Kind.EVIDENCE: Place(
        Evidence,
        ("title", "url", "supplied_to", "supplied_document", "withdrawn_reason"),
        others={FILE: _("the file itself and its name")},
    ),
    Kind.SOURCE: Place(SourceDocument, (), others={FILE: _("the file itself and its name")}),
    Kind.FIGURE: Place(ReportedFigure, ("label", "unit", "source", "withdrawn_reason")),
    Kind.REPLY: Place(
        Submission,
        (
            "submitting_authority", "contact_name", "contact_email", "contact_details", "transmitting_note",
            "entered_from",
        ),
        {
            "moves": Part(_("reasons of its moves"), StageMove, ("reason",), "x.submission_id = ANY (ids)"),
            "closings": Part(
                _("what was said when it was closed"), Closing, ("words", "decided_reason"),
                "x.submission_id = ANY (ids)",
            ),
        },
    ),
    Kind.QUESTION: Place(ClarificationRequest, ("question", "answer", "taken_back_reason")),
    Kind.ASSIGNMENT: Place(
        Assignment, ("ministry", "name", "email", "note"),
        {
            "offered": Part(
                _("the text that was sent by its link"), OfferedText, ("content", "sender", "word"),
                "x.assignment_id = ANY (ids)",
            )
        },
    ),
    Kind.PROPOSAL: Place(Proposal, ("title", "standard", "reason", "withdrawn_reason")),
    Kind.REQUEST: Place(
        AssistanceRequest, (*TITLED, "beneficiary", "wanted_language", "withdrawn_reason"),
        {
            "pairings": Part(
                _("what the State was told of offers"), Pairing, ("told",), "x.asked_for_id = ANY (ids)"
            ),
            "outcomes": Part(
                _("what it said came of them"), PairingOutcome, ("words",),
                "x.pairing_id IN (SELECT p.id FROM commitments_pairing p WHERE p.asked_for_id = ANY (ids))",
            ),
        },
    ),
    Kind.OFFER: Place(AssistanceOffer, (*TITLED, "partner", "withdrawn_reason")),
    Kind.DISPATCH: Place(CallDispatch, ("address", "reference")),
    Kind.EXTENSION: Place(DeadlineExtension, ("reason", "taken_back_reason")),
    Kind.DISTRIBUTION: Place(Distribution, ("document", "name", "address", "reference")),
    Kind.MANDATE: Place(Mandate, ("implementation", "resources")),
    Kind.OUTCOME: Place(
        BodyOutcome, ("session", "document", "decision", "source", "withdrawn_reason"), whose=OF_THE_SECRETARIAT
    ),
}  # fmt: skip
