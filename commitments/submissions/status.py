"""Implementation as the respondent says it, and completeness as the program computes it (design.md rule 1)."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Status(models.TextChoices):
    """How far it is, in the respondent's own word; `not_reported` is the default and cannot be chosen."""

    NOT_REPORTED = "not_reported", _("Not reported")
    NO_ACTION_YET = "no_action_yet", _("No action yet")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    SUBSTANTIALLY_IMPLEMENTED = "substantially_implemented", _("Substantially implemented")
    IMPLEMENTED_AND_MAINTAINED = "implemented_and_maintained", _("Implemented and maintained")
    CONSIDERED = "considered", _("Considered")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")

    __hash__ = str.__hash__  # as it is equal to its word; an Enum's own is a call in Python for each count


CHOOSABLE: tuple[Status, ...] = tuple(status for status in Status if status is not Status.NOT_REPORTED)


class Constraint(models.TextChoices):
    """What stands in the way, beside the status and never inside it."""

    LEGAL = "legal", _("Legal")
    FINANCIAL = "financial", _("Financial")
    HUMAN = "human", _("Human resources")
    TECHNICAL = "technical", _("Technical")
    POLITICAL = "political", _("Political")
    DATA = "data", _("Lack of data")


class AnswersAs(models.TextChoices):
    """As whom a State answers where the text speaks of giving and receiving."""

    NOT_ASKED = "", _("Not said")
    PROVIDER = "provider", _("Provider")
    RECIPIENT = "recipient", _("Recipient")
    BOTH = "both", _("Both")


CAPACITIES = {said.value or "not_said": said for said in AnswersAs}
"""By the word that stands for each in addresses."""


class Completeness(models.TextChoices):
    """Computed by the program; says nothing of implementation."""

    NOT_ANSWERED = "not_answered", _("Not answered")
    DRAFT = "draft", _("Draft")
    ANSWERED = "answered", _("Answered")
    CARRIED_OVER = "carried_over", _("Carried over, not confirmed")
    CONFIRMED_UNCHANGED = "confirmed_unchanged", _("Confirmed unchanged")


DESCRIPTIONS: dict[Status, StrOrPromise] = {
    Status.NO_ACTION_YET: _("Nothing has been done or decided so far."),
    Status.PLANNED: _("Decided, with a date, and not begun."),
    Status.UNDER_WAY: _("Begun and not finished."),
    Status.SUBSTANTIALLY_IMPLEMENTED: _("The main part is done; parts are missing."),
    Status.IMPLEMENTED_AND_MAINTAINED: _("Done, in force and kept up."),
    Status.CONSIDERED: _("The matter was considered, with an outcome; the text asks no more or no more was decided."),
    Status.NOT_APPLICABLE: _("Does not arise in this State, for a reason that is given."),
}

CONTENT: tuple[str, ...] = (
    "status", "narrative", "language", "planned_on", "considered_on", "considered_outcome", "reason",
    "in_law", "in_practice", "constraints_named", "constraints_text", "needs_assistance", "answers_as",
)  # fmt: skip
"""What an answer says; audience, use and withdrawal stand beside it."""

GUIDANCE_WORDS = 200
"""How long a text is read gladly; never a limit."""

REQUIRED_FIELDS: dict[Status, tuple[str, ...]] = {
    Status.PLANNED: ("planned_on",),
    Status.CONSIDERED: ("considered_on", "considered_outcome"),
    Status.NOT_APPLICABLE: ("reason",),
}


SAYS_AS_WHOM: frozenset[Status] = frozenset(CHOOSABLE) - {Status.NOT_APPLICABLE}
"""Where the text speaks of giving and receiving, an answer with one of these says which of them it is about."""


def missing_fields(answer: object, *, sides: Collection[str] = ()) -> tuple[str, ...]:
    """The fields the answer needs and does not give yet; `sides` are those of giving and receiving the text asks of."""
    status = Status(getattr(answer, "status", Status.NOT_REPORTED))
    needed = (*REQUIRED_FIELDS.get(status, ()), *(("answers_as",) if sides and status in SAYS_AS_WHOM else ()))
    return tuple(name for name in needed if not getattr(answer, name, None))


UNFINISHED: frozenset[Completeness] = frozenset({
    Completeness.NOT_ANSWERED, Completeness.DRAFT, Completeness.CARRIED_OVER,
})  # fmt: skip


def is_answered(stands: Completeness) -> bool:
    """Whether an answer of this completeness counts as answered in the progress of a submission."""
    return stands not in UNFINISHED


def awaits_confirmation(answer: object) -> bool:
    """Whether the answer was carried over from an earlier cycle and nobody has said yet that it is still true."""
    return getattr(answer, "carried_from_id", None) is not None and getattr(answer, "confirmed_at", None) is None


def completeness(answer: object | None, *, sides: Collection[str] = ()) -> Completeness:
    """Where the answer stands; `None` is an answer nobody has begun, `sides` as in `missing_fields`."""
    if answer is None:
        return Completeness.NOT_ANSWERED
    if awaits_confirmation(answer):
        return Completeness.CARRIED_OVER
    if getattr(answer, "carried_from_id", None):
        return Completeness.CONFIRMED_UNCHANGED
    if getattr(answer, "status", "") == Status.NOT_REPORTED:
        return Completeness.DRAFT if getattr(answer, "narrative", "") else Completeness.NOT_ANSWERED
    return Completeness.DRAFT if missing_fields(answer, sides=sides) else Completeness.ANSWERED
