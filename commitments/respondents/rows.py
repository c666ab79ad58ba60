"""What the files of respondents say, row by row, checked before anything is written: no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from commitments.respondents.models import RespondentKind
from commitments.sheets.reading import RowsRefused, SheetRow, at_line, read_sheet

MEMBER_COLUMNS = (
    "iso3", "iso2", "m49", "short_name", "regional_group", "admitted",
    "certainty", "notes", "unterm_short_with_article", "unterm_formal",
)  # fmt: skip
OTHER_COLUMNS = (
    "code",
    "kind",
    "short_name",
    "formal_name",
    "name_in_text",
    "iso2",
    "m49",
    "certainty",
    "notes",
    "source",
)
PREDECESSOR_COLUMNS = ("code", "predecessor_name", "succeeded_on", "source")
MEMBERSHIP_COLUMN = re.compile(r"member_on_(\d{4})_(\d\d)_(\d\d)")
NAME_COLUMN = re.compile(r"name_in_\w+_\d{4}")
CODE = re.compile(r"[A-Z][A-Z0-9-]{1,15}")


class RespondentsRefused(RowsRefused):
    """The files of respondents are not fit to be loaded."""


@dataclass(frozen=True)
class RespondentRow:
    """One respondent as a file gives it."""

    code: str
    kind: str
    short_name: str
    formal_name: str
    name_in_text: str
    certainty: str
    notes: str
    source: str
    iso2: str = ""
    m49: str = ""
    group_name: str = ""
    admitted_on: date | None = None
    name_verified: bool = False
    former_name: str = ""
    former_name_held_on: date | None = None


@dataclass(frozen=True)
class PredecessorRow:
    """The State whose acts, before a date, lists show under another's name."""

    code: str
    name: str
    succeeded_on: date


def read_members(path: Path) -> list[RespondentRow]:
    """The Member States in the order of the file. Raises RespondentsRefused or SheetRefused."""
    rows, reasons = _rows(path, MEMBER_COLUMNS)
    found = [row for row in (_member(row, path, reasons) for row in rows) if row]
    _refuse_twice([(row.line, row["iso3"]) for row in rows], path, reasons)
    if reasons:
        raise RespondentsRefused(reasons)
    return found


def read_others(path: Path) -> list[RespondentRow]:
    """Observer States, organizations and the secretariat. Raises RespondentsRefused or SheetRefused."""
    rows, reasons = _rows(path, OTHER_COLUMNS)
    kinds = set(RespondentKind.values) - {RespondentKind.MEMBER_STATE}
    for row in rows:
        if row["kind"] not in kinds:
            reasons.append(at_line(path, row.line, _("unknown kind “%s”") % row["kind"]))
        _check_code(row["code"], row, path, reasons)
    _refuse_twice([(row.line, row["code"]) for row in rows], path, reasons)
    if reasons:
        raise RespondentsRefused(reasons)
    return [_other(row) for row in rows]


def read_predecessors(path: Path) -> list[PredecessorRow]:
    """The successions of States that change whose act a list shows. Raises RespondentsRefused."""
    rows, reasons = _rows(path, PREDECESSOR_COLUMNS)
    found = []
    for row in rows:
        day = date_of(row["succeeded_on"])
        if day is None:
            reasons.append(at_line(path, row.line, _("“%s” is no date") % row["succeeded_on"]))
        else:
            found.append(PredecessorRow(row["code"], row["predecessor_name"], day))
    if reasons:
        raise RespondentsRefused(reasons)
    return found


def date_of(text: str) -> date | None:
    """The date written as YYYY-MM-DD, else None."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _rows(path: Path, columns: Sequence[str]) -> tuple[list[SheetRow], list[str]]:
    rows, ragged = read_sheet(path, columns=columns)
    return rows, [at_line(path, row.line, str(row)) for row in ragged]


def _member(row: SheetRow, path: Path, reasons: list[str]) -> RespondentRow | None:
    admitted = date_of(row["admitted"])
    _check_code(row["iso3"], row, path, reasons)
    if not row["regional_group"]:
        reasons.append(at_line(path, row.line, _("no regional group")))
    if admitted is None:
        reasons.append(at_line(path, row.line, _("“%s” is no date of admission") % row["admitted"]))
        return None
    held_on = _check_membership(row, admitted, path, reasons)
    with_article = row["unterm_short_with_article"]
    former = next((text for column, text in row.cells.items() if NAME_COLUMN.fullmatch(column)), "")
    return RespondentRow(
        code=row["iso3"],
        kind=RespondentKind.MEMBER_STATE,
        short_name=row["short_name"],
        formal_name=row["unterm_formal"] or row["short_name"],
        name_in_text=f"the {row['short_name']}" if with_article.endswith("(the)") else row["short_name"],
        certainty=row["certainty"],
        notes=row["notes"],
        source=path.name,
        iso2=row["iso2"],
        m49=row["m49"],
        group_name=row["regional_group"],
        admitted_on=admitted,
        name_verified="name" not in row["certainty"],
        former_name=former if former != row["short_name"] and held_on else "",
        former_name_held_on=held_on,
    )


def _other(row: SheetRow) -> RespondentRow:
    return RespondentRow(
        code=row["code"],
        kind=row["kind"],
        short_name=row["short_name"],
        formal_name=row["formal_name"],
        name_in_text=row["name_in_text"],
        certainty=row["certainty"],
        notes=row["notes"],
        source=row["source"],
        iso2=row["iso2"],
        m49=row["m49"],
        name_verified="name" not in row["certainty"],
    )


def _check_membership(row: SheetRow, admitted: date, path: Path, reasons: list[str]) -> date | None:
    """The day the file answers for in its `member_on_…` column, compared with the date of admission."""
    for column, text in row.cells.items():
        match = MEMBERSHIP_COLUMN.fullmatch(column)
        day = date_of("-".join(match.groups())) if match else None
        if day is not None:
            if (text == "yes") != (admitted <= day):
                words = {"column": column, "answer": text, "admitted": row["admitted"]}
                reasons.append(
                    at_line(path, row.line, _("%(column)s says “%(answer)s”, admission is %(admitted)s") % words)
                )
            return day
    return None


def _check_code(code: str, row: SheetRow, path: Path, reasons: list[str]) -> None:
    if not CODE.fullmatch(code):
        reasons.append(at_line(path, row.line, _("“%s” is no code") % code))
    if not row["short_name"]:
        reasons.append(at_line(path, row.line, _("no name")))


def _refuse_twice(codes: Sequence[tuple[int, str]], path: Path, reasons: list[str]) -> None:
    first: dict[str, int] = {}
    for line, code in codes:
        if code in first:
            words = {"code": code, "line": str(first[code])}
            reasons.append(at_line(path, line, _("%(code)s stands already on line %(line)s") % words))
        first.setdefault(code, line)
