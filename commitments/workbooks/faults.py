"""Everything that can be wrong with a workbook or a cell of it, as a table of sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.access.refusals import Refused


class WorkbookRefused(Refused):
    """The file as a whole is not taken; nothing of it was kept."""


class Said(NamedTuple):
    """The sentence of a fault, and whether something that was written is left out because of it."""

    words: str | Promise
    leaves_out: bool = True


FAULTS: dict[str, Said] = {
    "formula": Said(_("A formula stands here. Nothing is worked out: write the value itself.")),
    "error": Said(_("A formula that failed stands here. Write the value itself.")),
    "choice": Said(_("“%(found)s” is not in the list. Choose one of: %(list)s.")),
    "not_here": Said(_("This paragraph does not ask for it. Leave the cell empty.")),
    "day": Said(_("“%(found)s” is not read as a day. Write it as YYYY-MM-DD, such as 2026-11-30.")),
    "early": Said(_("%(found)s lies before 1945: a year alone becomes such a day. Write the whole day as YYYY-MM-DD.")),
    "too_long": Said(_("The text is too long: %(most)s characters are taken.")),
    "column": Said(_("The column “%(title)s” is not here: it was renamed or taken away. Its cells are not read.")),
    "column_twice": Said(_("The column “%(title)s” stands here twice. Only the first one is read.")),
    "key_column": Said(_("The column “%(title)s” is not here: it was renamed or taken away. Without it nobody knows "
                         "which paragraph a row is about, and nothing on this sheet is read.")),
    "key": Said(_("“%(found)s” is none of the paragraphs of this workbook. This row is not read.")),
    "key_empty": Said(_("The reference of the paragraph was taken away. This row is not read.")),
    "key_twice": Said(_("%(found)s stands in the file twice. Only the first row is read.")),
    "sheet": Said(_("The sheet “%(sheet)s” is not in the file. Its paragraphs (%(list)s) stay as they are."),
                  leaves_out=False),
    "rows": Said(_("These paragraphs are not in the file and stay as they are: %(list)s."), leaves_out=False),
    "asks": Said(_("The text of %(found)s was changed since the file was made. Read it again."), leaves_out=False),
    "more": Said(_("Further errors are not listed; mend these first.")),
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault: what, on which sheet, in which cell."""

    code: str
    sheet: str = ""
    cell: str = ""
    about: Mapping[str, Any] | None = None

    @property
    def words(self) -> str:
        """The sentence, in the language of the moment."""
        return str(FAULTS[self.code].words) % (self.about or {})

    @property
    def leaves_out(self) -> bool:
        """Whether something that was written is not taken over."""
        return FAULTS[self.code].leaves_out
