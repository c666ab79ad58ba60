"""What the first sheet of a workbook says: what it is, and how to fill it in."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from commitments.submissions.queries import Place
from commitments.web.language import reading_language


def about_of(place: Place, *, by: str, now: datetime) -> list[tuple[str, str]]:
    """Names and values, then sentences."""
    number = str(place.submission.number) if place.submission else _("nothing begun yet")
    facts = [
        (_("State"), place.respondent.short_name),
        (_("Cycle"), place.cycle.name),
        (_("Replies are requested by"), date_format(place.cycle.soft_deadline_on)),
        (_("Language"), get_language_info(reading_language())["name_local"]),
        (_("Version of the reply"), number),
        (_("Made"), f"{now:%Y-%m-%d %H:%M} UTC"),
        (_("Made by"), by),
    ]
    return [*facts, *(("" if at else _("How to fill it in"), words) for at, words in enumerate(_guidance()))]


def _guidance() -> list[str]:
    return [
        _("Fill in the white cells. All others are protected: they say what is asked, and by them your answers are "
          "known again."),
        _("Choose from the list where a cell has one. Write days as YYYY-MM-DD. Formulas are not worked out."),
        _("An empty cell says nothing. A paragraph without a status is counted as not reported, never as not "
          "implemented."),
        _("Rows and columns may be moved or hidden. Do not rename or take away titles and references."),
        _("Save the file as .xlsx. Bring it back on the page from which you took it: you read what it changes, beside "
          "what was written there meanwhile, before anything is written."),
        _("This file holds a draft of your State. Whoever has the file reads it."),
    ]  # fmt: skip
