"""What a workbook says becomes the draft's: all of what was decided, or nothing of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused, demand
from commitments.submissions.queries import Row
from commitments.submissions.queries.scope import Place
from commitments.submissions.refusals import AnswerEditedMeanwhile
from commitments.submissions.services import save_answer, start_submission
from commitments.web.language import reading_language
from commitments.workbooks.columns import Value, values_of
from commitments.workbooks.comparing import Compared, Comparison, comparison_of
from commitments.workbooks.models import ReturnedWorkbook

OF_THE_FILE, OF_THE_PROGRAM = "file", "program"


class NotAsRead(Refused):
    """What would be written is not what was read and decided: nothing was written."""


@dataclass(frozen=True)
class Decided:
    """What a person read, and what he decided of each cell that was changed on both sides."""

    seen: str
    choices: Mapping[str, str] = field(default_factory=dict)
    leaves_out: bool = False


@transaction.atomic
def take_over(place: Place, kept: ReturnedWorkbook, decided: Decided, *, by: Actor, now: datetime) -> int:
    """Write what the file says into the draft, which is begun if there is none; returns how many answers changed.

    All or nothing. Refuses with NotAllowed, with AnswersAreFrozen where the reply is no draft, and with NotAsRead
    where an answer was saved since it was read, or something was not decided.
    """
    demand(by, Permission.ANSWER_DRAFT, place.respondent.pk)
    _hold(kept)
    comparison = comparison_of(place, kept, language=reading_language())
    _check(comparison, decided)
    try:
        number = _write(place, _wanted(comparison, decided), by=by, now=now)
    except AnswerEditedMeanwhile as faster:
        raise NotAsRead(_changed_meanwhile()) from faster
    kept.delete()
    return number


@transaction.atomic
def throw_away(kept: ReturnedWorkbook, *, by: Actor) -> None:
    """What the file says goes; no answer is touched. Refuses with NotAllowed."""
    demand(by, Permission.ANSWER_DRAFT, kept.respondent_id)
    kept.delete()


def _hold(kept: ReturnedWorkbook) -> None:
    """Of two who press at once the later finds nothing any more."""
    if ReturnedWorkbook.objects.select_for_update().filter(pk=kept.pk).first() is None:
        raise NotAsRead(_("This file was taken over or thrown away already."))


def _check(comparison: Comparison, decided: Decided) -> None:
    if decided.seen != comparison.digest:
        raise NotAsRead(_changed_meanwhile())
    said = [decided.choices.get(cell.name) for cell in comparison.colliding]
    undecided = any(each not in {OF_THE_FILE, OF_THE_PROGRAM} for each in said)
    if undecided or (comparison.leaves_out and not decided.leaves_out):
        raise NotAsRead(_("Decide what is to be done with each of the cells below: nothing was written."))


def _changed_meanwhile() -> str:
    return _("An answer was saved since you opened this page: nothing was written. Read once more what will be done.")


def _wanted(comparison: Comparison, decided: Decided) -> list[Compared]:
    chosen = (cell for cell in comparison.colliding if decided.choices[cell.name] == OF_THE_FILE)
    return [*comparison.taken, *chosen]


def _write(place: Place, cells: Iterable[Compared], *, by: Actor, now: datetime) -> int:
    rows: dict[int, tuple[Row, dict[str, Value]]] = {}
    for cell in cells:
        rows.setdefault(cell.row.obligation.pk, (cell.row, {}))[1][cell.column.name] = cell.change.file
    if not rows:
        return 0
    whole = start_submission(place.cycle, place.respondent, by=by, now=now)
    saved = [
        save_answer(
            whole, row.obligation, values=values_of(changed, row.report),
            expected=row.report.version if row.report else 0, by=by, now=now,
        )
        for row, changed in rows.values()
    ]  # fmt: skip
    return sum(one.is_changed for one in saved)
