"""The pack as a PDF, for the file that goes from hand to hand."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.files.typeset import typeset
from commitments.hand_over.pack import Pack

LAYOUT = Path(__file__).with_name("pack.typ")


def printed(pack: Pack, *, today: date) -> bytes:
    """The whole document; the caller has its language active."""
    return typeset(LAYOUT, pack=_said(pack, today))


def _said(pack: Pack, today: date) -> dict[str, Any]:
    place = pack.place
    sections = [
        {"title": one.title, "empty": one.empty, "lines": [line.words for line in one.lines]} for one in pack.sections
    ]
    return {
        "title": _("Hand-over: %(state)s, %(cycle)s") % {"state": place.respondent, "cycle": place.cycle},
        "made": _("As it stood on %(day)s. For the State's own people.") % {"day": date_format(today)},
        "sections": sections,
    }  # fmt: skip
