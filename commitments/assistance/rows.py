"""What a file of outcomes says, row by row, checked against what is held before anything is written: no database."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from commitments.assistance.models import BodyOutcome
from commitments.respondents.rows import date_of
from commitments.sheets.reading import RowsRefused, SheetRow, at_line, read_sheet

OUTCOME_COLUMNS = ("instrument", "obligation", "body", "session", "document", "decision", "adopted_on", "source")
LONGEST = {"session": 200, "document": 100, "decision": 500, "source": 500}
NEEDED = ("session", "document", "decision", "source")


class OutcomesRefused(RowsRefused):
    """The file of outcomes is not fit to be loaded."""


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """What a body decided on one paragraph, with the place where that is to be read."""

    obligation_id: int
    body: str
    session: str
    document: str
    decision: str
    adopted_on: date
    source: str


def read_outcomes(path: Path, *, asked: Mapping[tuple[str, str], int], today: date) -> list[OutcomeRow]:
    """Every row of the file. Raises OutcomesRefused with all that is wrong, and SheetRefused for no such file.

    `asked` are the paragraphs that ask something of the secretariat, by symbol and reference.
    """
    rows, ragged = read_sheet(path, columns=OUTCOME_COLUMNS)
    faults = [(row.line, str(row)) for row in ragged]
    first: dict[tuple[str, str, str], int] = {}
    for row in rows:
        faults += [(row.line, words) for words in _faults(row, asked, today)]
        before = first.setdefault((row["instrument"], row["obligation"], row["document"]), row.line)
        if before != row.line:
            faults.append((row.line, _("the same document on the same paragraph as on line %d") % before))
    if faults:
        raise OutcomesRefused([at_line(path, line, words) for line, words in sorted(faults)])
    return [_row(row, asked) for row in rows]


def _faults(row: SheetRow, asked: Mapping[tuple[str, str], int], today: date) -> Iterator[str]:
    for broken, words in _CHECKS:
        if broken(row, today):
            yield words() % row.cells
    if (row["instrument"], row["obligation"]) not in asked:
        yield _("“%(obligation)s” of “%(instrument)s” asks nothing of the secretariat") % row.cells
    for name in NEEDED:
        if not row[name]:
            yield _("no %s") % name
    for name, most in LONGEST.items():
        if len(row[name]) > most:
            yield _("%(name)s has more than %(most)d characters") % {"name": name, "most": most}


def _is_to_come(row: SheetRow, today: date) -> bool:
    day = date_of(row["adopted_on"])
    return day is not None and day > today


_CHECKS: tuple[tuple[Callable[[SheetRow, date], bool], Callable[[], str]], ...] = (
    (lambda row, _today: row["body"] not in BodyOutcome.Body.values, lambda: _("unknown body “%(body)s”")),
    (lambda row, _today: date_of(row["adopted_on"]) is None, lambda: _("“%(adopted_on)s” is no date (YYYY-MM-DD)")),
    (_is_to_come, lambda: _("%(adopted_on)s lies in the future")),
)


def _row(row: SheetRow, asked: Mapping[tuple[str, str], int]) -> OutcomeRow:
    adopted_on = date_of(row["adopted_on"])
    assert adopted_on is not None  # noqa: S101 - checked above
    said = {name: row[name] for name in ("body", *NEEDED)}
    return OutcomeRow(obligation_id=asked[row["instrument"], row["obligation"]], adopted_on=adopted_on, **said)
