"""What the program writes into a workbook for itself, signed: for whom it is, and what each cell began with."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.core.signing import BadSignature

from commitments.workbooks.columns import Flat

FORM = 1
"""Raised with each change of the columns or of what the stamp says: a file of another form is not read."""

MARK = "commitments-workbook"
SALT = "commitments.workbooks"
LISTS = ("sides", "apart")
PIECE = 8_000
"""A cell holds 32,767 characters in one program and fewer in others."""
_PIECE = re.compile(rf"{MARK} (\d+)/(\d+) (\S+)", re.ASCII)


@dataclass(frozen=True)
class StampedRow:
    """One paragraph in the file: by what it is known, on which sheet, what each cell began with."""

    key: str
    instrument: str
    reference: str
    sheet: str
    asks: str
    base: Flat
    sides: tuple[str, ...] = ()
    """Of giving and receiving, what the paragraph asks as whom the State answers."""
    apart: tuple[str, ...] = ()
    """The columns whose text no cell holds: they are not read from the file."""


@dataclass(frozen=True)
class Stamp:
    """For whom, in which language, of which version, when; and the rows."""

    state: str
    cycle: str
    language: str
    number: int
    made_at: str
    rows: tuple[StampedRow, ...]
    form: int = FORM

    def pieces(self) -> list[str]:
        """As texts that stand in cells, signed with the installation's key."""
        signed = signing.dumps(asdict(self), salt=SALT, compress=True)
        parts = [signed[at : at + PIECE] for at in range(0, len(signed), PIECE)]
        return [f"{MARK} {number}/{len(parts)} {part}" for number, part in enumerate(parts, start=1)]


class NoStamp(Exception):
    """There is none, or it is not as this installation wrote it."""


class OtherForm(Exception):
    """The stamp is ours, of an older or newer form of the workbook."""


def stamp_in(texts: Iterable[str]) -> Stamp:
    """The stamp in these cells, wherever they stand. Refuses with NoStamp and OtherForm."""
    found = [match.groups() for text in texts if text.startswith(MARK) and (match := _PIECE.fullmatch(text.strip()))]
    parts = {int(number): part for number, _of, part in found}
    try:
        said: dict[str, Any] = signing.loads("".join(part for _number, part in sorted(parts.items())), salt=SALT)
    except BadSignature as other:
        raise NoStamp from other
    if said.get("form") != FORM:
        raise OtherForm
    rows = tuple(StampedRow(**{**row, **{name: tuple(row[name]) for name in LISTS}}) for row in said["rows"])
    return Stamp(**{**said, "rows": rows})
