"""Names of sheets, as workbooks allow them."""

import re

from django.utils.translation import gettext as _

from commitments.sheets.cells import xml_text

LONGEST = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def free_sheet_name(name: str, taken: set[str]) -> str:
    """A name that workbooks allow and that is not taken, which it is from now on: "Records", "Records (2)"."""
    plain = _NOT_IN_NAMES.sub(" ", xml_text(name)).strip(" '") or _("Table")
    free, number = plain[:LONGEST], 1
    while free.lower() in taken or free.lower() == "history":
        number += 1
        free = f"{plain[: LONGEST - len(f' ({number})')]} ({number})"
    taken.add(free.lower())
    return free
