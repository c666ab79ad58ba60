"""Base, program and file side by side, cell by cell, as they stand at this moment."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from commitments.submissions.models import ObligationReport
from commitments.submissions.queries import Row, desk_of
from commitments.submissions.queries.scope import Place
from commitments.workbooks.columns import BY_NAME, AnswerColumn, Flat, Kind, Value, flat_of, words_of
from commitments.workbooks.faults import Fault
from commitments.workbooks.merging import Fate, fate
from commitments.workbooks.models import ReturnedWorkbook
from commitments.workbooks.understanding import Change


@dataclass(frozen=True)
class Compared:
    """One cell: what it began with, what the program has now, what the file says."""

    row: Row
    column: AnswerColumn
    change: Change
    now: Value

    @property
    def name(self) -> str:
        """By what a form names it."""
        return f"{self.change.instrument}.{self.change.reference}.{self.column.name}"

    @property
    def fate(self) -> Fate:
        """What taking over does with it."""
        return fate(self.change.base, self.now, self.change.file)

    @property
    def is_text(self) -> bool:
        """Whether it is one of several lines."""
        return self.column.kind is Kind.TEXT

    @property
    def versions(self) -> tuple[str, str, str]:
        """The three of them as a person reads them."""
        base, now, file = (words_of(self.column, each) for each in (self.change.base, self.now, self.change.file))
        return base, now, file


@dataclass(frozen=True)
class Comparison:
    """All cells of a file beside the draft."""

    kept: ReturnedWorkbook
    cells: tuple[Compared, ...]
    elsewhere: tuple[str, ...]
    """Paragraphs of the file that the person does not answer, now at least."""

    def of(self, what: Fate) -> list[Compared]:
        """Those of one fate."""
        return [cell for cell in self.cells if cell.fate is what]

    @property
    def taken(self) -> list[Compared]:
        """What is merged without asking."""
        return self.of(Fate.TAKEN)

    @property
    def colliding(self) -> list[Compared]:
        """What is asked for."""
        return self.of(Fate.COLLIDES)

    @property
    def said(self) -> list[Compared]:
        """What the program has already."""
        return self.of(Fate.SAID)

    @property
    def faults(self) -> list[Fault]:
        """Because of which something that was written is left out."""
        return [fault for fault in self.kept.found_faults if fault.leaves_out]

    @property
    def remarks(self) -> list[Fault]:
        """What is to be known, and changes nothing."""
        return [fault for fault in self.kept.found_faults if not fault.leaves_out]

    @property
    def leaves_out(self) -> bool:
        """Whether taking over leaves something out that was written."""
        return bool(self.faults or self.elsewhere)

    @property
    def digest(self) -> str:
        """Tells whether the answers that are concerned are still those that were read."""
        read = sorted({(cell.row.obligation.pk, _version(cell.row.report)) for cell in self.cells})
        return hashlib.sha256(repr((self.kept.pk, read, self.elsewhere)).encode()).hexdigest()


def comparison_of(place: Place, kept: ReturnedWorkbook, *, language: str) -> Comparison:
    """The file beside the draft as it stands now. Only what this person may write is compared."""
    own = [row for row in desk_of(place, language=language).rows if row.is_his]
    rows = {(row.obligation.instrument.slug, row.obligation.reference): row for row in own}
    changes = kept.changed_cells
    return Comparison(kept, tuple(_compared(rows, changes)), _elsewhere(rows, changes))


def _compared(rows: dict[tuple[str, str], Row], changes: Iterable[Change]) -> Iterable[Compared]:
    flats: dict[int, Flat] = {}
    for change in changes:
        row = rows.get((change.instrument, change.reference))
        if row is not None and change.column in BY_NAME:
            flat = flats.setdefault(row.obligation.pk, flat_of(row.report))
            yield Compared(row, BY_NAME[change.column], change, flat[change.column])


def _elsewhere(rows: dict[tuple[str, str], Row], changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.reference for one in changes if (one.instrument, one.reference) not in rows))


def _version(report: ObligationReport | None) -> int:
    return report.version if report else 0
