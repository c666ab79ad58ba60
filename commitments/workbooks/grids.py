"""The side of the program: what a stranger's workbook says cell by cell, and why it is not read as a whole."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.files.kinds import kind_of
from commitments.files.previewing.agreed import NotMade, Reason
from commitments.files.previewing.maker import made_in_cage
from commitments.files.refusals import FileRefused, TooLarge
from commitments.workbooks.faults import WorkbookRefused
from commitments.workbooks.opening.agreed import CELLS, KINDS, MOST_SAID, TEXT

LARGEST = 10 << 20
SECONDS = 30.0
PROCESS = "commitments.workbooks.opening"
OLD_DOCUMENT, LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
ELSEWHERE = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
"""Where a workbook names other files and databases that it would read."""
WHY = {
    Reason.TOO_LARGE: gettext_lazy("The file holds far more sheets or rows than a workbook of this program."),
    Reason.TOO_LONG: gettext_lazy("Reading the file took too long: it holds far more than a workbook of this program."),
}


class Cell(NamedTuple):
    """One cell in which something stands."""

    kind: str
    value: Any

    @property
    def text(self) -> str:
        """As a person would read it."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value)


@dataclass(frozen=True)
class Grid:
    """A sheet: its name, and its cells by row and column."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """All its texts."""
        return (cell.value for row in self.rows.values() for cell in row.values() if cell.kind == TEXT)


def grids_of(stream: IO[bytes], *, name: str, size: int) -> list[Grid]:
    """The sheets of a workbook that somebody sends. Refuses with WorkbookRefused, whatever the file is or does."""
    try:
        _check(cast("BinaryIO", stream), name, size)
        return _read(stream)
    except FileRefused as refusal:
        raise WorkbookRefused(str(refusal)) from refusal
    except NotMade as told:
        words = WHY.get(told.reason) or _("The file cannot be read as a workbook: it is damaged, or no workbook.")
        raise WorkbookRefused(str(words)) from told


def _check(stream: BinaryIO, name: str, size: int) -> None:
    if size > LARGEST:
        raise TooLarge(LARGEST)
    _check_locked(stream)
    kind = kind_of(stream, name=name)
    if kind.code != "xlsx":
        words = _("This is no workbook (.xlsx) but: %(kind)s. A file edited elsewhere is saved or exported as .xlsx.")
        raise WorkbookRefused(words % {"kind": kind.label})
    with zipfile.ZipFile(stream) as archive:
        if any(each.lower().startswith(ELSEWHERE) for each in archive.namelist()):
            raise WorkbookRefused(_("The workbook refers to other files. Please take the links to them away."))
    stream.seek(0)


def _check_locked(stream: BinaryIO) -> None:
    """A workbook with a password is an archive of another kind, which says so."""
    stream.seek(0)
    content = stream.read(LARGEST) if stream.read(len(OLD_DOCUMENT)) == OLD_DOCUMENT else b""
    stream.seek(0)
    if LOCKED in content:
        raise WorkbookRefused(_("The workbook is protected by a password. Please save it without one."))


def _read(stream: IO[bytes]) -> list[Grid]:
    with made_in_cage(stream, PROCESS, seconds=SECONDS) as into:
        return _found(into / CELLS)


def _found(said: Path) -> list[Grid]:
    """What the process says it found, as far as that can be so."""
    try:
        if said.is_symlink():
            raise NotMade(Reason.STOPPED)
        with said.open("rb") as file:
            told = json.loads(file.read(MOST_SAID + 1))
        if "reason" in told:
            raise NotMade(Reason(told["reason"]))
        return [_grid(sheet) for sheet in told["sheets"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as nonsense:
        raise NotMade(Reason.STOPPED) from nonsense


def _grid(sheet: dict[str, Any]) -> Grid:
    rows = {
        int(number): {int(column): _cell(kind, value) for column, kind, value in cells}
        for number, cells in sheet["rows"]
    }
    return Grid(str(sheet["name"]), rows)


def _cell(kind: str, value: Any) -> Cell:
    if kind not in KINDS or not isinstance(value, str | int | float | bool):
        raise NotMade(Reason.STOPPED)
    return Cell(kind, value.replace("\x00", "") if isinstance(value, str) else value)
