"""What the files of treaties say, row by row, checked against what is known: no database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from commitments.respondents.rows import date_of
from commitments.sheets.reading import SheetRow, read_sheet
from commitments.treaties.status import ActKind

ACT_COLUMNS = ("treaty", "date", "iso3", "participant", "act")
LINK_COLUMNS = ("instrument", "obligation", "treaty", "origin", "reason")


class Fault(StrEnum):
    """Why a row of acts is refused."""

    RAGGED = "row of another length"
    UNKNOWN_TREATY = "unknown treaty"
    UNKNOWN_ACT = "unknown act"
    UNKNOWN_STATE = "unknown State"
    NO_DATE = "no date"
    BEFORE_ADOPTION = "before the treaty's adoption"
    OUTSIDE_LIST = "not covered by the list held"
    REPEATED = "repeated row"


@dataclass(frozen=True)
class Refusal:
    """One refused row: its line, the fault, and words for people."""

    line: int
    fault: Fault
    words: str

    def __str__(self) -> str:
        return _("line %(line)d: %(words)s") % {"line": self.line, "words": self.words}


@dataclass(frozen=True)
class KnownTreaty:
    """What a row is checked against."""

    pk: int
    adopted_on: date
    list_as_of: date | None


@dataclass(frozen=True)
class Known:
    """The treaties and respondents held when a file of acts is read."""

    treaties: Mapping[str, KnownTreaty]
    codes: Mapping[str, int]
    """Every respondent by its code."""
    member_names: Mapping[str, str]
    """Code of a Member State by its name today or earlier: such a participant must give its code."""
    other_names: Mapping[str, int]
    """Respondents that are not Member States, by name."""


@dataclass(frozen=True)
class ActRow:
    """One act, ready to be written."""

    treaty_id: int
    respondent_id: int | None
    participant: str
    kind: str
    acted_on: date
    is_of_member: bool

    @property
    def identity(self) -> tuple[int, int | str, str, date]:
        """Equal for two rows that show the same act."""
        return self.treaty_id, self.respondent_id or self.participant, self.kind, self.acted_on


@dataclass
class ActsRead:
    """The rows of a file that may be written and those refused."""

    rows: list[ActRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many rows the file has under its header."""
        return len(self.rows) + len(self.refusals)

    @property
    def faults(self) -> Counter[Fault]:
        """How many rows each fault took."""
        return Counter(refusal.fault for refusal in self.refusals)


class _Refused(Exception):
    def __init__(self, fault: Fault, words: str) -> None:
        self.fault, self.words = fault, words
        super().__init__(words)


def read_acts(path: Path, *, known: Known) -> ActsRead:
    """Every row of the file, accepted or refused with its line. Raises SheetRefused for no such file."""
    rows, ragged = read_sheet(path, columns=ACT_COLUMNS)
    read = ActsRead(refusals=[Refusal(row.line, Fault.RAGGED, str(row)) for row in ragged])
    first: dict[tuple[int, int | str, str, date], int] = {}
    for row in rows:
        try:
            act = _act(row, known)
            if act.identity in first:
                words = _("the same act as on line %d") % first[act.identity]
                raise _Refused(Fault.REPEATED, words)
        except _Refused as refused:
            read.refusals.append(Refusal(row.line, refused.fault, refused.words))
        else:
            first[act.identity] = row.line
            read.rows.append(act)
    read.refusals.sort(key=lambda refusal: refusal.line)
    return read


def _act(row: SheetRow, known: Known) -> ActRow:
    treaty = known.treaties.get(row["treaty"])
    if treaty is None:
        raise _Refused(Fault.UNKNOWN_TREATY, _("unknown treaty “%s”") % row["treaty"])
    if row["act"] not in ActKind.values:
        raise _Refused(Fault.UNKNOWN_ACT, _("unknown act “%s”") % row["act"])
    acted_on = date_of(row["date"])
    if acted_on is None:
        raise _Refused(Fault.NO_DATE, _("“%s” is no date (YYYY-MM-DD)") % row["date"])
    _check_date(acted_on, treaty, row)
    respondent_id, is_of_member = _respondent(row, known)
    return ActRow(treaty.pk, respondent_id, row["participant"], row["act"], acted_on, is_of_member)


def _check_date(acted_on: date, treaty: KnownTreaty, row: SheetRow) -> None:
    words = {"date": acted_on.isoformat(), "treaty": row["treaty"]}
    if acted_on < treaty.adopted_on:
        words["adopted"] = treaty.adopted_on.isoformat()
        raise _Refused(Fault.BEFORE_ADOPTION, _("%(date)s is before the adoption of %(treaty)s on %(adopted)s") % words)
    if treaty.list_as_of is None:
        raise _Refused(
            Fault.OUTSIDE_LIST,
            _("no list is held for %(treaty)s: give the date and source of one with the treaty") % words,
        )
    if acted_on > treaty.list_as_of:
        words["list"] = treaty.list_as_of.isoformat()
        raise _Refused(Fault.OUTSIDE_LIST, _("%(date)s is after the list held for %(treaty)s, of %(list)s") % words)


def _respondent(row: SheetRow, known: Known) -> tuple[int | None, bool]:
    """Whose act it is, and whether that is a Member State."""
    code, name = row["iso3"], row["participant"]
    if not name:
        raise _Refused(Fault.UNKNOWN_STATE, _("no participant is named"))
    if code:
        if code not in known.codes:
            raise _Refused(Fault.UNKNOWN_STATE, _("unknown State “%s”") % code)
        return known.codes[code], code in known.member_names.values()
    if name in known.member_names:
        words = {"name": name, "code": known.member_names[name]}
        raise _Refused(Fault.UNKNOWN_STATE, _("%(name)s is a Member State: its code %(code)s is missing") % words)
    return known.other_names.get(name), False


@dataclass(frozen=True)
class LinkRow:
    """A treaty to stand beside one obligation, with the reason."""

    line: int
    symbol: str
    reference: str
    treaty: str
    origin: str
    reason: str


def read_links(path: Path) -> tuple[list[LinkRow], Sequence[str]]:
    """The links of the file and the words about its ragged rows. Raises SheetRefused."""
    rows, ragged = read_sheet(path, columns=LINK_COLUMNS)
    faults = [_("line %(line)d: %(words)s") % {"line": row.line, "words": str(row)} for row in ragged]
    return [LinkRow(row.line, *(row[column] for column in LINK_COLUMNS)) for row in rows], faults
