"""What goes into a workbook: each paragraph on the person's desk with its words, what is said now, and its sheet."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.contributions.queries import ministry_by_obligation
from commitments.instruments.details import Asking
from commitments.instruments.queries import askings_of, themes_of
from commitments.sheets.long_text import fits
from commitments.submissions.queries import Desk, Row
from commitments.workbooks.columns import COLUMNS, Kind, flat_of
from commitments.workbooks.layout import sheet_names
from commitments.workbooks.stamp import Stamp, StampedRow

Grouped = Callable[[Sequence[Row], str], list[str]]


@dataclass(frozen=True)
class Line:
    """One row of the workbook: the paragraph on the desk, its words, and what the stamp says of it."""

    row: Row
    asking: Asking
    stamped: StampedRow


@dataclass(frozen=True)
class Filled:
    """All of a workbook before it is a file."""

    stamp: Stamp
    lines: tuple[Line, ...]

    def sheets(self) -> dict[str, list[Line]]:
        """The lines of each sheet, in the order of the text."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.stamped.sheet, []).append(line)
        return found


def _on_one(rows: Sequence[Row], _language: str) -> list[str]:
    return [_("Answers")] * len(rows)


def _by_theme(rows: Sequence[Row], language: str) -> list[str]:
    themes = themes_of([row.obligation.pk for row in rows], language)
    return [next(iter(themes.get(row.obligation.pk, ())), _("Other")) for row in rows]


def _by_ministry(rows: Sequence[Row], _language: str) -> list[str]:
    given = ministry_by_obligation(rows[0].place) if rows else {}
    return [given.get(row.obligation.pk, _("Given to no ministry")) for row in rows]


SHEETS: dict[str, tuple[str | Promise, Grouped]] = {
    "one": (gettext_lazy("All paragraphs on one sheet"), _on_one),
    "theme": (gettext_lazy("A sheet for each theme"), _by_theme),
    "ministry": (gettext_lazy("A sheet for each ministry to which paragraphs were given"), _by_ministry),
}
"""The ways to lay paragraphs out on sheets."""


def filled(desk: Desk, *, sheets: str, language: str, now: datetime) -> Filled:
    """What this person may write of this desk as it stands now, in a language that the caller has active."""
    place, rows = desk.place, [row for row in desk.rows if row.is_his]
    askings = askings_of([row.obligation for row in rows], language)
    grouped = SHEETS[sheets][1](rows, language)
    allowed, keys = sheet_names(grouped), keys_of(rows)
    lines = tuple(
        Line(row, askings[row.obligation.pk], _stamped(row, askings[row.obligation.pk], key, allowed[group]))
        for row, key, group in zip(rows, keys, grouped, strict=True)
    )
    stamp = Stamp(
        state=place.respondent.code, cycle=place.cycle.slug, language=language, made_at=now.isoformat(),
        number=place.submission.number if place.submission else 0, rows=tuple(line.stamped for line in lines),
    )  # fmt: skip
    return Filled(stamp, lines)


def keys_of(rows: Iterable[Row]) -> list[str]:
    """By what each row is known: its reference, with the text's symbol where there are several texts."""
    asked = [row.obligation for row in rows]
    if len({one.instrument_id for one in asked}) <= 1:
        return [one.reference for one in asked]
    return [f"{one.reference} ({one.instrument.symbol})" for one in asked]


def digest_of(asking: Asking) -> str:
    """Tells whether the words of a paragraph are those of then."""
    return hashlib.sha256(asking.text.encode()).hexdigest()[:16]


def _stamped(row: Row, asking: Asking, key: str, sheet: str) -> StampedRow:
    base = flat_of(row.report)
    apart = tuple(c.name for c in COLUMNS if c.kind is Kind.TEXT and not fits(str(base[c.name])))
    return StampedRow(
        key=key, instrument=row.obligation.instrument.slug, reference=row.obligation.reference, sheet=sheet,
        asks=digest_of(asking), base=base, sides=tuple(row.obligation.answers_as), apart=apart,
    )  # fmt: skip
