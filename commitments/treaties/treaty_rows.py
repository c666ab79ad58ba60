"""What the file of treaties says: titles, dates, their certainty and the list held; refused as a whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commitments.respondents.rows import date_of
from commitments.sheets.reading import RowsRefused, SheetRow, at_line, read_sheet
from commitments.treaties.models import Certainty, Treaty, TreatyGroup

FIELDS: dict[str, str] = {
    "key": "key",
    "group": "group",
    "formal_title": "formal_title",
    "short_name": "short_name",
    "place": "place",
    "adopting_instrument": "adopting_instrument",
    "unts_volume": "unts_volume",
    "unts_no": "unts_number",
    "depositary": "depositary",
    "named_in_text": "named_in_text",
    "paragraphs": "paragraphs",
    "footnote": "footnote",
    "cert_adopted": "adopted_certainty",
    "cert_entry_into_force": "entry_into_force_certainty",
    "cert_unts": "unts_certainty",
    "cert_signature_closed": "signature_closed_certainty",
    "notes": "notes",
    "list_source": "list_source",
}
DATES: dict[str, str] = {
    "adopted": "adopted_on",
    "opened_for_signature": "opened_on",
    "signature_closed": "signature_closed_on",
    "entry_into_force": "entry_into_force_on",
    "list_as_of": "list_as_of",
}
CHOICES: dict[str, tuple[str, ...]] = {
    "group": tuple(TreatyGroup.values),
    "cert_adopted": tuple(Certainty.values),
    "cert_entry_into_force": tuple(Certainty.values),
    "cert_unts": tuple(Certainty.values),
    "cert_signature_closed": ("", *Certainty.values),
}


class TreatiesRefused(RowsRefused):
    """The file of treaties is not fit to be loaded."""


def read_treaties(path: Path) -> list[Treaty]:
    """The treaties in the order of the file, unsaved. Raises TreatiesRefused or SheetRefused."""
    rows, ragged = read_sheet(path, columns=(*FIELDS, *DATES))
    reasons = [at_line(path, row.line, str(row)) for row in ragged]
    keys: dict[str, int] = {}
    for row in rows:
        reasons.extend(at_line(path, row.line, words) for check in CHECKS for words in check(row))
        if row["key"] in keys:
            reasons.append(at_line(path, row.line, _("key “%s” stands twice") % row["key"]))
        keys[row["key"]] = row.line
    if reasons:
        raise TreatiesRefused(reasons)
    return [_treaty(row, position) for position, row in enumerate(rows, start=1)]


def _treaty(row: SheetRow, position: int) -> Treaty:
    values: dict[str, Any] = {name: row[column] for column, name in FIELDS.items()}
    values |= {name: date_of(row[column]) for column, name in DATES.items()}
    return Treaty(position=position, **values)


def _words_missing(row: SheetRow) -> list[str]:
    needed = ("key", "formal_title", "short_name", "adopted")
    return [_("no %s") % column for column in needed if not row[column]]


def _dates_wrong(row: SheetRow) -> list[str]:
    return [
        _("“%(text)s” in %(column)s is no date") % {"text": row[column], "column": column}
        for column in DATES
        if row[column] and date_of(row[column]) is None
    ]


def _codes_unknown(row: SheetRow) -> list[str]:
    return [
        _("unknown %(column)s “%(text)s”") % {"text": row[column], "column": column}
        for column, allowed in CHOICES.items()
        if row[column] not in allowed
    ]


def _list_without_source(row: SheetRow) -> list[str]:
    if bool(row["list_as_of"]) != bool(row["list_source"]):
        return [_("a list needs both its date and its source")]
    return []


CHECKS: tuple[Callable[[SheetRow], list[str]], ...] = (
    _words_missing,
    _dates_wrong,
    _codes_unknown,
    _list_without_source,
)
