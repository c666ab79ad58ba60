"""The columns of a workbook that a person fills in: one table, from an answer to cells and back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.submissions.models import ObligationReport
from commitments.submissions.status import CHOOSABLE, CONTENT, AnswersAs, Constraint, Status

Value = str | bool
Flat = dict[str, Value]
"""An answer by column: codes, texts, days as YYYY-MM-DD, yes and no; empty where nothing is said."""

OBSTACLE = "constraint_"
EARLIEST = date(1945, 1, 1)
WHERE_PLANNED = gettext_lazy("Needed where the status is “planned”.")
WHERE_CONSIDERED = gettext_lazy("Needed where the status is “considered”.")
WHERE_NOT_APPLICABLE = gettext_lazy("Needed where the status is “not applicable”.")


class Kind(StrEnum):
    """What a cell of a column holds."""

    CHOICE = "choice"
    YES = "yes"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True)
class AnswerColumn:
    """One column: its field, its title, what it holds, how wide it is, what is said beside the title."""

    name: str
    title: str | Promise
    kind: Kind = Kind.TEXT
    width: int = 24
    hint: str | Promise = ""

    @property
    def words(self) -> str:
        """The title as it stands in the file and is known again by: on one line."""
        return " ".join(str(self.title).split())


def _obstacle(one: Constraint) -> AnswerColumn:
    title = format_lazy("{}: {}", gettext_lazy("What stands in the way"), one.label)
    return AnswerColumn(OBSTACLE + one.value, title, Kind.YES, 14)


COLUMNS: tuple[AnswerColumn, ...] = (
    AnswerColumn("status", gettext_lazy("Status"), Kind.CHOICE, 26, gettext_lazy("Choose from the list.")),
    AnswerColumn("narrative", gettext_lazy("What was done"), width=70, hint=gettext_lazy(
        "Laws and measures with reference and date. About 200 words are read gladly; more are accepted.")),
    AnswerColumn("planned_on", gettext_lazy("Planned for"), Kind.DAY, 14, WHERE_PLANNED),
    AnswerColumn("considered_on", gettext_lazy("Considered on"), Kind.DAY, 14, WHERE_CONSIDERED),
    AnswerColumn("considered_outcome", gettext_lazy("Outcome"), width=36, hint=WHERE_CONSIDERED),
    AnswerColumn("reason", gettext_lazy("Why it does not apply"), width=36, hint=WHERE_NOT_APPLICABLE),
    AnswerColumn("in_law", gettext_lazy("In law"), Kind.YES, 10),
    AnswerColumn("in_practice", gettext_lazy("In practice"), Kind.YES, 10),
    *(_obstacle(one) for one in Constraint),
    AnswerColumn("constraints_text", gettext_lazy("Constraints, in words"), width=40),
    AnswerColumn("needs_assistance", gettext_lazy("Assistance is needed to do more"), Kind.YES, 16),
    AnswerColumn("answers_as", gettext_lazy("The State answers as"), Kind.CHOICE, 16, gettext_lazy(
        "Only where the text speaks of giving and receiving.")),
    AnswerColumn("language", gettext_lazy("Language of the answer"), Kind.CHOICE, 16),
)  # fmt: skip
BY_NAME: Mapping[str, AnswerColumn] = {column.name: column for column in COLUMNS}


def flat_of(report: ObligationReport | None) -> Flat:
    """What an answer says, column by column; of one that nobody began, what the form would show."""
    answer = report or ObligationReport()
    flat: Flat = {column.name: _flat(column, answer) for column in COLUMNS}
    return flat


def values_of(changed: Mapping[str, Value], report: ObligationReport | None) -> dict[str, Any]:
    """The changed columns as the service that saves answers takes them."""
    values = {name: _typed(BY_NAME[name], value) for name, value in changed.items() if not name.startswith(OBSTACLE)}
    if len(values) < len(changed):
        whole = flat_of(report) | dict(changed)
        values["constraints_named"] = [one.value for one in Constraint if whole[OBSTACLE + one.value]]
    return {name: value for name, value in values.items() if name in CONTENT}


def choices_of(column: AnswerColumn, *, sides: Collection[str] = ()) -> dict[str, str]:
    """What may be chosen in a column, code by label; `sides` are those of giving and receiving the text asks of."""
    if column.kind is Kind.YES:
        return {_("yes"): "yes", _("no"): "no"}
    return {str(label): code for code, label in _offered(column.name, sides)}


def words_of(column: AnswerColumn, value: Value) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.kind is not Kind.CHOICE:
        return value
    every = {code: label for label, code in choices_of(column, sides=AnswersAs.values).items()}
    return every.get(value, "")


def _offered(name: str, sides: Collection[str]) -> list[tuple[str, Any]]:
    if name == "status":
        return [(one.value, one.label) for one in CHOOSABLE]
    if name == "language":
        return list(settings.LANGUAGES)
    return [(one.value, one.label) for one in AnswersAs if one.value and one.value in sides]


def _flat(column: AnswerColumn, answer: ObligationReport) -> Value:
    if column.name.startswith(OBSTACLE):
        return column.name.removeprefix(OBSTACLE) in answer.constraints_named
    value = getattr(answer, column.name)
    if column.kind is Kind.YES:
        return bool(value)
    if column.kind is Kind.DAY:
        return value.isoformat() if value else ""
    return "" if value == Status.NOT_REPORTED else str(value)


def _typed(column: AnswerColumn, value: Value) -> Any:
    if column.kind is Kind.DAY:
        return date.fromisoformat(str(value)) if value else None
    if column.name == "status":
        return value or Status.NOT_REPORTED
    if column.name == "language":
        return value or settings.LANGUAGE_CODE
    return value
